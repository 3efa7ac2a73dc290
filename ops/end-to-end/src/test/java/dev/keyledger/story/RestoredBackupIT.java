package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/// An operator restores a backup of the database: what was signed since then is lost, and nothing
/// goes on until the operator says so in writing.
@Thorough
final class RestoredBackupIT {
  @TempDir private Path directory;

  private final String partnerKey = Node.newKey();

  @Test
  void nothingIsAppendedUntilTheOperatorAcceptsTheLossInWriting() throws Exception {
    Path cluster = directory.resolve(".keyledger/postgresql/data");
    Path backup = directory.resolve("backup");
    createSigned();
    copy(cluster, backup);
    String lost = createSigned();
    assertThat(run("verify-ledger").output())
        .contains("4 events, and all of them are as they were");
    assertThat(directory.resolve("signing.pem")).exists();
    assertThat(directory.resolve("copies")).content().contains("example.org/ledger\n4\n");
    FileSystemUtils.deleteRecursively(cluster);
    copy(backup, cluster);

    try (var stopped = start()) {
      assertThat(stopped.output()).contains("ALARM", "ends at position 3, but was signed up to 4");
      assertThat(stopped.api(partnerKey).create("backup", "{}").text("errorCode"))
          .isEqualTo("UNAVAILABLE");
      assertThat(stopped.api(partnerKey).list("backup", "").json()).hasSize(1);
      assertThat(stopped.api(lost).self().status()).isEqualTo(401);
    }

    assertThat(run("accept-history", "--reason", "the disk broke on Monday").exitCode()).isZero();

    try (var again = start()) {
      assertThat(again.api(partnerKey).create("backup", "{}").status()).isEqualTo(200);
      var accepted =
          again.api(partnerKey).get("/api/v1/auditEvents?type=ledger.history-accepted").json();
      assertThat(accepted).hasSize(1);
      assertThat(accepted.get(0).get("reason").asString()).isEqualTo("the disk broke on Monday");
      assertThat(accepted.get(0).at("/changes/abandonedSize/to").asLong()).isEqualTo(4);
    }
  }

  /// With owners and permissions, which PostgreSQL looks at.
  private static void copy(Path from, Path to) throws IOException {
    var cp = new ProcessBuilder("cp", "-a", from.toString(), to.toString()).start();
    assertThat(cp.onExit().join().exitValue()).isZero();
  }

  /// Creates a key, and waits until the head with it is signed.
  private String createSigned() throws IOException {
    try (var program = start()) {
      var created = program.api(partnerKey).create("backup", "{}");
      long size = program.api(partnerKey).list("backup", "").json().size() + 2L;
      await()
          .until(() ->
              program
                  .api("")
                  .sendAnonymously("/api/v1/ledger/checkpoint", request -> request)
                  .text()
                  .contains("\n" + size + "\n"));
      return created.text("apiKey");
    }
  }

  private Program start() throws IOException {
    return Program.start(directory, settings()).ready();
  }

  /// The page for operators names them.
  private Map<String, String> settings() {
    return Map.of(
        "KEYLEDGER_BOOTSTRAP_PARTNER_KEY",
        partnerKey,
        "KEYLEDGER_CHECKPOINT_KEY_FILE",
        directory.resolve("signing.pem").toString(),
        "KEYLEDGER_CHECKPOINT_COPIES",
        directory.resolve("copies").toString(),
        "KEYLEDGER_CHECKPOINT_ORIGIN",
        "example.org/ledger");
  }

  private Program run(String... command) throws IOException {
    var program = Program.run(directory, settings(), command);
    program.exitCode();
    return program;
  }
}
