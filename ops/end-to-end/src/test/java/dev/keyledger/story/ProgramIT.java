package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// How the program starts, stops, and gets up again.
final class ProgramIT {
  private static final Pattern STACK_TRACE = Pattern.compile("(?m)^\\s+at \\S+\\(|\"stack_trace\"");

  @TempDir private Path directory;

  private final String partnerKey = Node.newKey();

  @Test
  void ctrlCStopsItAndItsDatabaseCleanly() throws Exception {
    var program = Program.start(Installation.packaged(), directory, Map.of()).ready();

    assertThat(program.interrupt()).isEqualTo(130);

    assertThat(directory.resolve(".keyledger/postgresql/data/postmaster.pid")).doesNotExist();
    assertThat(program.output()).doesNotContain("ERROR").doesNotContainPattern(STACK_TRACE);
    assertThat(program.output().lines())
        .isNotEmpty()
        .allSatisfy(ProgramIT::assertIsAsTheSchemaSays);
  }

  /// Nobody reads along: the log goes to a file. The schema is the Elastic Common Schema.
  private static void assertIsAsTheSchemaSays(String line) {
    JsonNode json = JsonMapper.shared().readTree(line);

    assertThat(json.at("/ecs/version").asString()).startsWith("8.");
    assertThat(Instant.parse(json.at("/@timestamp").asString())).isBefore(Instant.now());
    assertThat(json.at("/service/name").asString()).isEqualTo("keyledger");
    assertThat(json.at("/log/level").asString()).isIn("INFO", "WARN");
    assertThat(json.at("/message").asString()).isNotBlank();
  }

  @Test
  void itSaysWhatItCanDoAndWhichVersionItIs() throws Exception {
    try (var help = Program.run(directory, Map.of(), "--help");
        var version = Program.run(directory, Map.of(), "--version")) {
      assertThat(help.exitCode()).isZero();
      assertThat(help.output()).contains("Usage: keyledger", "audit-export", "partner-key");
      assertThat(version.exitCode()).isZero();
      assertThat(version.output().strip()).matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
    }
  }

  @Test
  void whatWasAnsweredBeforeKillMinus9IsThereAfterTheNextStart() throws Exception {
    var keys = new ArrayList<String>();
    var program = start();
    for (int i = 0; i < 50; i++) {
      keys.add(program.api(partnerKey).create("kill", "{}").text("apiKey"));
    }
    program.kill();

    try (var next = start()) {
      assertThat(keys).allSatisfy(key -> assertThat(next.api(key).self().status()).isEqualTo(200));
    }
  }

  @Test
  void aSecondStartOnTheSameDirectoryFailsWithASentence() throws Exception {
    try (var first = start();
        var second = Program.start(directory, Map.of())) {
      assertThat(second.exitCode()).isEqualTo(1);
      assertThat(second.output())
          .contains("APPLICATION FAILED TO START", "KEYLEDGER_DATA_DIR")
          .doesNotContainPattern(STACK_TRACE);
      assertThat(first.api(partnerKey).self().status()).isEqualTo(200);
    }
  }

  /// Axon's check for updates would note the machine's id in the user's home, even where it is
  /// switched off.
  @Test
  @Thorough
  void theDataDirectoryCanBeElsewhereAndNothingIsWrittenBesideIt() throws Exception {
    Path home = Files.createDirectory(directory.resolve("home"));
    Path elsewhere = directory.resolve("else where");
    var environment =
        Map.of(
            "JDK_JAVA_OPTIONS",
            "-Duser.home=" + home,
            "KEYLEDGER_DATA_DIR",
            elsewhere.toString(),
            "KEYLEDGER_BOOTSTRAP_PARTNER_KEY",
            partnerKey);
    try (var program = Program.start(directory, environment).ready()) {
      assertThat(program.api(partnerKey).self().status()).isEqualTo(200);
      assertThat(program.output()).doesNotContain("AxonIQ").doesNotContain("axoniq");
      assertThat(home).isEmptyDirectory();
      assertThat(elsewhere.resolve("postgresql")).isDirectory();
      assertThat(directory.resolve(".keyledger")).doesNotExist();
    }
  }

  @Test
  @Thorough
  void anOrdinaryUserCanRunIt() throws Exception {
    assumeTrue(System.getProperty("user.name").equals("root"), "only root can become another user");
    Installed.assume("runuser");
    assumeTrue(Program.canRunJava("nobody"), "needs a Java that others than root can run");

    try (var program = Program.startAs("nobody", directory).ready()) {
      Path key = directory.resolve(".keyledger/partner-key");
      assertThat(Files.getOwner(key).getName()).isEqualTo("nobody");
      assertThat(program.api(Files.readString(key).strip()).self().status()).isEqualTo(200);
    }
  }

  private Program start() throws Exception {
    return Program.start(directory, Map.of("KEYLEDGER_BOOTSTRAP_PARTNER_KEY", partnerKey)).ready();
  }
}
