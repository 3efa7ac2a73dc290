package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Keyledger works on the oldest PostgreSQL that it promises to work on, as Debian packages it.
@Apart
@Thorough
final class OldestPostgresStory {
  private static final Path BIN = Path.of("/usr/lib/postgresql/15/bin");
  private static final boolean ROOT = System.getProperty("user.name").equals("root");

  @TempDir private Path directory;

  private Path cluster;
  private int port;

  /// For all tests at once: where there is nothing to start there is nothing to stop either.
  @BeforeAll
  static void onlyWhereItIsInstalled() {
    assumeTrue(Files.isExecutable(BIN.resolve("initdb")), "needs Debian's package postgresql-15");
  }

  @BeforeEach
  void startPostgres() throws IOException {
    cluster = directory.resolve("cluster");
    port = OutsidePostgres.freePort();
    Path password = Files.writeString(directory.resolve("password"), "oldest");
    if (ROOT) {
      run("chown", "-R", "postgres", directory.toString());
    }
    postgres("initdb", "-U", "keyledger", "-A", "scram-sha-256", "--pwfile=" + password);
    postgres(
        "pg_ctl",
        "-w",
        "-l",
        directory.resolve("log").toString(),
        "-o",
        "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories=''",
        "start");
  }

  @AfterEach
  void stopPostgres() throws IOException {
    if (Files.exists(cluster.resolve("postmaster.pid"))) {
      postgres("pg_ctl", "-w", "-m", "fast", "stop");
    }
  }

  @Test
  void aKeyIsCreatedUsedAndListed() {
    var settings =
        Map.of(
            "spring.datasource.url", "jdbc:postgresql://127.0.0.1:" + port + "/postgres",
            "spring.datasource.username", "keyledger",
            "spring.datasource.password", "oldest");
    try (var node = Node.start(directory.resolve("data"), Node.newKey(), settings)) {
      var created = node.api().create("oldest", "{\"name\": \"test\"}");

      assertThat(node.api().as(created.text("apiKey")).self().status()).isEqualTo(200);
      assertThat(node.api().list("oldest", "").json()).hasSize(1);
      assertThat(directory.resolve("data/postgresql")).doesNotExist();
    }
  }

  private void postgres(String program, String... arguments) throws IOException {
    var command = new ArrayList<String>();
    if (ROOT) {
      Collections.addAll(command, "runuser", "-u", "postgres", "--");
    }
    Collections.addAll(command, BIN.resolve(program).toString(), "-D", cluster.toString());
    Collections.addAll(command, arguments);
    run(command.toArray(String[]::new));
  }

  private void run(String... command) throws IOException {
    Path output = Files.createTempFile("postgres-", ".txt");
    var process =
        new ProcessBuilder(List.of(command))
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.onExit().join().exitValue())
        .as(Files.readString(output, StandardCharsets.UTF_8))
        .isZero();
    Files.delete(output);
  }
}
