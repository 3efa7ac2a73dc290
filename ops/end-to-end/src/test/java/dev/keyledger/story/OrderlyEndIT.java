package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A program that is told to end says first that it is not ready, and finishes what it has begun.
final class OrderlyEndIT {
  private static final int SIGTERM = 128 + 15;

  /// JSON may begin with as many blanks as there are; so may a form with parameters nobody knows.
  private static final int LENGTH = 16_000;

  @TempDir private Path directory;

  @Test
  void requestsInFlightAreAnsweredBehindTheServletsAndAtTheDoors() throws IOException {
    String key = Node.newKey();
    try (var program =
        Program.start(directory, Map.of("KEYLEDGER_BOOTSTRAP_PARTNER_KEY", key)).ready()) {
      try (var creation = begun(program, key, "/api/v1/projects/p/apiKeys", "application/json");
          var question =
              begun(program, key, "/api/v1/introspect", "application/x-www-form-urlencoded");
          var idle = Wire.to(program.port())) {
        program.terminate();

        int sent = 0;
        Answer last;
        do {
          creation.say(" ");
          question.say("&");
          sent++;
          last = ask(idle, key);
          assertThat(last.status()).isEqualTo(200);
        } while (!last.header("Connection").equals("close"));
        assertThat(idle.isOver()).isTrue();
        assertThat(program.management("/actuator/health/readiness").status()).isEqualTo(503);
        assertThat(program.management("/actuator/health/liveness").status()).isEqualTo(200);
        assertThatThrownBy(() -> Wire.to(program.port()))
            .isInstanceOf(UncheckedIOException.class)
            .hasMessageContaining("refused");

        creation.say(" ".repeat(LENGTH - 2 - sent) + "{}");
        String token = "token=" + key;
        question.say("&".repeat(LENGTH - token.length() - sent) + token);
        var created = creation.hear();
        assertThat(created.status()).as(created.text()).isEqualTo(200);
        assertThat(question.hear().json().required("active").asBoolean()).isTrue();
      }
      assertThat(program.exitCode()).isEqualTo(SIGTERM);
      assertThat(program.output()).doesNotContain("ERROR");
    }
  }

  /// A request whose body is still to come.
  private static Wire begun(Program program, String key, String path, String type) {
    return Wire.to(program.port())
        .say(
            """
            POST %s HTTP/1.1\r
            Host: x\r
            Authorization: Bearer %s\r
            Content-Type: %s\r
            Content-Length: %d\r
            \r
            """
                .formatted(path, key, type, LENGTH));
  }

  private static Answer ask(Wire wire, String key) {
    return wire.say(
            "GET /api/v1/self HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + key + "\r\n\r\n")
        .hear();
  }
}
