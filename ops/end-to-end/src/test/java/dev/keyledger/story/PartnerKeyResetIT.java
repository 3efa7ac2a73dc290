package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The partner keys are lost or stolen; whoever has the database gets in again.
@Thorough
final class PartnerKeyResetIT {
  @TempDir private Path directory;

  private final String stolen = Node.newKey();

  @Test
  void aNewPartnerKeyTakesThePlaceOfAllOthers() throws Exception {
    String verifier;
    try (var program = Program.start(directory, settings()).ready()) {
      verifier =
          program
              .api(stolen)
              .post("/api/v1/partner/apiKeys", "{\"kind\": \"verifier\"}")
              .text("apiKey");
    }

    String added = reset();
    String replaced = reset("--revoke-others");

    try (var program = Program.start(directory, settings()).ready()) {
      var self = program.api(replaced).self();
      assertThat(self.text("kind")).isEqualTo("partner");
      assertThat(self.text("name")).isEqualTo("reset partner key");
      assertThat(program.api(stolen).self().status()).isEqualTo(401);
      assertThat(program.api(added).self().status()).isEqualTo(401);
      assertThat(program.api(verifier).self().status()).isEqualTo(200);
      assertThat(program.api(replaced).get("/api/v1/partner/apiKeys?status=revoked").json())
          .hasSize(2);
    }
  }

  /// @return the key that is printed, alone on its line
  private String reset(String... options) throws Exception {
    var command = new String[options.length + 2];
    command[0] = "partner-key";
    command[1] = "reset";
    System.arraycopy(options, 0, command, 2, options.length);
    var program = Program.run(directory, settings(), command);
    assertThat(program.exitCode()).isZero();
    return program
        .output()
        .lines()
        .filter(line -> line.matches("[0-9A-Za-z]{8}\\.[0-9A-Za-z]{32}"))
        .reduce((_, last) -> last)
        .orElseThrow();
  }

  private Map<String, String> settings() {
    return Map.of("KEYLEDGER_BOOTSTRAP_PARTNER_KEY", stolen);
  }
}
