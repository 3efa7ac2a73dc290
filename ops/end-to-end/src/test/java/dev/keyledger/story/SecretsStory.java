package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A plaintext is in the one answer that created it, and nowhere else.
@ExtendWith(OutputCaptureExtension.class)
@Isolated
final class SecretsStory {
  private static final String TABLES =
      """
      SELECT quote_ident(table_schema) || '.' || quote_ident(table_name)
      FROM information_schema.tables
      WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')
      """;

  /// Jetty's own debugging is left out: it prints requests as they come over the wire.
  private static final Map<String, String> DEBUG =
      Map.of(
          "logging.level.root", "debug",
          "logging.level.org.springframework", "debug",
          "logging.level.org.axonframework", "debug",
          "logging.level.org.flywaydb", "debug",
          "logging.level.com.zaxxer.hikari", "debug",
          "logging.level.dev.keyledger", "trace");

  @AfterEach
  void calmTheLog() {
    var logging = LoggingSystem.get(getClass().getClassLoader());
    for (String setting : DEBUG.keySet()) {
      logging.setLogLevel(setting.substring("logging.level.".length()), LogLevel.INFO);
    }
  }

  @Test
  void noPlaintextIsInAnyTableFileOrLogLine(@TempDir Path dataDir, CapturedOutput output)
      throws IOException {
    var secrets = new ArrayList<String>();
    try (var node = Node.start(dataDir, Node.newKey(), DEBUG)) {
      secrets.add(node.partnerKey());
      for (int i = 0; i < 20; i++) {
        secrets.add(node.api().create("secrets", "{\"name\": \"key " + i + "\"}").text("apiKey"));
      }
      for (String secret : secrets) {
        assertThat(node.api().as(secret).self().status()).isEqualTo(200);
        assertThat(node.api().as(secret).create("secrets", "{\"x\": 1}").status())
            .isNotEqualTo(200);
      }
      assertNoneIn(everyRow(node.bean(JdbcClient.class)), secrets);
    }
    try (Stream<Path> files = Files.walk(dataDir)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertNoneIn(Files.readString(file, StandardCharsets.ISO_8859_1), secrets);
      }
    }
    assertNoneIn(output.getAll(), secrets);
  }

  private static String everyRow(JdbcClient jdbc) {
    var rows = new StringBuilder();
    var tables = jdbc.sql(TABLES).query((row, _) -> row.getString(1)).list();
    assertThat(tables).contains("ledger.event", "lookup.api_key", "catalog.api_key");
    for (String table : tables) {
      jdbc.sql("SELECT row::text FROM " + table + " AS row")
          .query(String.class)
          .list()
          .forEach(rows::append);
    }
    return rows.toString();
  }

  /// Also the part behind the dot alone: with the prefix, which is public, it makes the key.
  private static void assertNoneIn(String text, List<String> secrets) {
    for (String secret : secrets) {
      assertThat(text.contains(secret.substring(9))).as("a secret was found").isFalse();
    }
  }
}
