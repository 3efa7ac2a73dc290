package dev.keyledger.allinone;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a start makes of what it finds.
class EmbeddedDatabaseRestartTest {
  /// One directory for all tests, since the first start in a directory is the slow one.
  @TempDir static Path directory;

  @BeforeAll
  static void rememberSomething() throws IOException, SQLException {
    try (var database = EmbeddedDatabase.start(directory)) {
      Sql.run(database, "CREATE TABLE memory AS SELECT 'kept' AS word");
    }
  }

  static Path postgresql() {
    return directory.resolve("postgresql");
  }

  static Path pidFile() {
    return postgresql().resolve("data/postmaster.pid");
  }

  /// So that no failed test leaves a process behind.
  @AfterEach
  void stopPostgres() throws IOException {
    var real = postgresql().toRealPath();
    LeftoverPostgres.stop(real.resolve("data"), real.resolve("binaries"));
  }

  static void assertThatItStartsAndRemembers() throws IOException, SQLException {
    try (var database = EmbeddedDatabase.start(directory)) {
      assertThat(Sql.ask(database, "SELECT word FROM memory")).isEqualTo("kept");
    }
  }

  @Test
  void aStopEndsPostgres() throws IOException {
    EmbeddedDatabase.start(directory).close();
    assertThat(pidFile()).doesNotExist();
  }

  @Test
  void whatWasWrittenIsThere() throws IOException, SQLException {
    assertThatItStartsAndRemembers();
  }

  @Test
  void thePostgresOfAKilledOwnerIsReplaced() throws IOException, SQLException {
    var owner = DatabaseOwner.launch(directory);
    assertThat(DatabaseOwner.answer(owner)).startsWith("jdbc:postgresql:");
    kill(owner);
    var orphan = postmaster();
    assertThat(orphan.info().command())
        .hasValueSatisfying(c -> assertThat(c).endsWith("/postgres"));

    assertThatItStartsAndRemembers();
    // Without a program: it has ended, though perhaps nobody has waited for it yet.
    assertThat(orphan.info().command()).isEmpty();
  }

  @Test
  void whatWasCommittedSurvivesACrashOfPostgresItself() throws IOException, SQLException {
    var owner = DatabaseOwner.launch(directory);
    var url = DatabaseOwner.answer(owner);
    var password = SuperuserPassword.read(postgresql().resolve("password")).reveal();
    Sql.run(url, password, "CREATE TABLE crash (word text)");
    Sql.run(url, password, "INSERT INTO crash VALUES ('committed')");
    killAllOf(owner);

    try (var database = EmbeddedDatabase.start(directory)) {
      assertThat(Sql.ask(database, "SELECT word FROM crash")).isEqualTo("committed");
    }
    assertThat(postgresql().resolve("log")).content().contains("automatic recovery in progress");
  }

  /// As when the power fails: nobody gets to write anything more.
  private static void killAllOf(Process owner) throws IOException {
    var postmaster = postmaster();
    var servers = Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
    assertThat(servers).hasSizeGreaterThan(3);
    owner.destroyForcibly();
    servers.forEach(ProcessHandle::destroyForcibly);
    kill(owner);
    // Those without a program have ended, though perhaps nobody has waited for them yet.
    await().until(() -> servers.stream().allMatch(s -> s.info().command().isEmpty()));
  }

  private static ProcessHandle postmaster() throws IOException {
    var pid = Long.parseLong(Files.readAllLines(pidFile()).getFirst());
    return ProcessHandle.of(pid).orElseThrow();
  }

  @Test
  void aPidThatHasPassedToAStrangerIsNoObstacle() throws IOException, SQLException {
    var stranger = ProcessHandle.current();
    Files.write(pidFile(), List.of(Long.toString(stranger.pid()), postgresql() + "/data"));
    assertThatItStartsAndRemembers();
    assertThat(stranger.isAlive()).isTrue();
  }

  @Test
  void aTornPidFileIsNoObstacle() throws IOException, SQLException {
    Files.createFile(pidFile());
    assertThatItStartsAndRemembers();
  }

  @Test
  void aClusterOfAnotherVersionIsRefused() throws IOException, SQLException {
    var version = postgresql().resolve("data/PG_VERSION");
    Files.writeString(version, "17\n");
    try {
      assertThatExceptionOfType(EmbeddedDatabaseFailure.class)
          .isThrownBy(() -> EmbeddedDatabase.start(directory))
          .withMessageEndingWith(
              "is of PostgreSQL version 17, and this program brings version 18.");
    } finally {
      Files.writeString(version, "18\n");
    }
    assertThatItStartsAndRemembers();
  }

  @Test
  void aLostPasswordIsSaid() throws IOException, SQLException {
    var password = postgresql().resolve("password");
    var elsewhere = Files.move(password, postgresql().resolve("elsewhere"));
    assertThatExceptionOfType(EmbeddedDatabaseFailure.class)
        .isThrownBy(() -> EmbeddedDatabase.start(directory))
        .withMessageContaining("The password of the database is missing");
    Files.move(elsewhere, password);
    assertThatItStartsAndRemembers();
  }

  @Test
  void aDirectoryThatCannotBeIsSaid() {
    var belowAFile = postgresql().resolve("password/below a file");
    assertThatExceptionOfType(EmbeddedDatabaseFailure.class)
        .isThrownBy(() -> EmbeddedDatabase.start(belowAFile))
        .withMessageStartingWith("The data directory %s cannot be created or written", belowAFile);
  }

  @Test
  void aFirstStartThatWasCutShortIsBegunAnew(@TempDir Path fresh) throws IOException, SQLException {
    var postgresql = fresh.resolve("postgresql");
    killOnce(fresh, postgresql, "binaries/PG-*/bin/*");
    killOnce(fresh, postgresql, "initdb-*/PG_VERSION");
    assertThat(postgresql.resolve("data")).doesNotExist();

    try (var database = EmbeddedDatabase.start(fresh)) {
      assertThat(Sql.ask(database, "SELECT current_database()")).isEqualTo("keyledger");
    }
  }

  private static void killOnce(Path directory, Path there, String pattern) throws IOException {
    var owner = DatabaseOwner.launch(directory);
    try {
      await().pollInterval(10, MILLISECONDS).ignoreExceptions().until(() -> holds(there, pattern));
    } finally {
      kill(owner);
    }
  }

  private static boolean holds(Path directory, String pattern) throws IOException {
    var matcher = directory.getFileSystem().getPathMatcher("glob:" + directory + "/" + pattern);
    try (var paths = Files.walk(directory, 4)) {
      return paths.anyMatch(matcher::matches);
    }
  }

  private static void kill(Process owner) {
    owner.destroyForcibly().onExit().orTimeout(10, SECONDS).join();
  }
}
