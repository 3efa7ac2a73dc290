package dev.keyledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The database while it runs.
class EmbeddedDatabaseTest {
  @TempDir static Path home;
  static EmbeddedDatabase database;

  @BeforeAll
  static void start() {
    database = EmbeddedDatabase.start(directory());
  }

  @AfterAll
  static void stop() throws IOException {
    database.close();
  }

  static Path directory() {
    return home.resolve("not there yet");
  }

  static Path postgresql() {
    return directory().resolve("postgresql");
  }

  @ParameterizedTest
  @CsvSource({
    "fsync, on",
    "synchronous_commit, on",
    "full_page_writes, on",
    "max_connections, 100",
    "listen_addresses, 127.0.0.1",
    "unix_socket_directories, ''",
    "password_encryption, scram-sha-256",
    "server_encoding, UTF8",
    "lc_messages, C",
  })
  void runsWith(String setting, String value) throws SQLException {
    assertThat(Sql.ask(database, "SHOW " + setting)).isEqualTo(value);
  }

  @Test
  void hashesItsOwnPasswordOnceAndThoseThatPeopleChooseAsOftenAsUsual() throws SQLException {
    Sql.run(database, "CREATE ROLE chosen PASSWORD 'chosen by somebody'");
    var iterations =
        "SELECT string_agg(split_part(split_part(rolpassword, '$', 2), ':', 1), ' ' ORDER BY rolname)"
            + " FROM pg_authid WHERE rolname IN ('chosen', 'postgres')";
    assertThat(Sql.ask(database, iterations)).isEqualTo("4096 1");
  }

  @Test
  void isOfTheVersionThatClustersAreCheckedFor() throws SQLException {
    assertThat(Sql.ask(database, "SHOW server_version")).startsWith(BundledBinaries.MAJOR + ".");
  }

  @Test
  void hasADatabaseForTheApplicationAlone() throws SQLException {
    var query =
        "SELECT datname || ' ' || datcollate FROM pg_database WHERE datname = current_database()";
    assertThat(Sql.ask(database, query)).isEqualTo("keyledger C");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "postgres", "password"})
  void letsNobodyInWithoutThePassword(String guess) {
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(() ->
            DriverManager.getConnection(database.getJdbcUrl(), database.getUsername(), guess)
                .close());
  }

  @Test
  void trustsNoConnection() throws IOException {
    assertThat(Files.readAllLines(postgresql().resolve("data/pg_hba.conf")))
        .filteredOn(line -> !line.isBlank() && !line.startsWith("#"))
        .isNotEmpty()
        .allMatch(line -> line.endsWith(" scram-sha-256"));
  }

  @ParameterizedTest
  @CsvSource({
    "., rwx------",
    "postgresql, rwx------",
    "postgresql/data, rwx------",
    "postgresql/binaries, rwx------",
    "postgresql/password, rw-------",
  })
  void isItsOwnersAlone(Path path, String permissions) throws IOException {
    assertThat(Files.getPosixFilePermissions(directory().resolve(path)))
        .isEqualTo(PosixFilePermissions.fromString(permissions));
  }

  @Test
  void keepsThePasswordToItself() throws IOException {
    assertThat(database.getPassword()).hasSize(64);
    assertThat(database.toString()).doesNotContain(database.getPassword());
    assertThat(postgresql().resolve("log")).content().doesNotContain(database.getPassword());
    assertThat(SuperuserPassword.read(postgresql().resolve("password"))).hasToString("********");
  }

  @Test
  void isRefusedToASecondOwner() throws IOException, SQLException {
    assertThatExceptionOfType(EmbeddedDatabaseFailure.class)
        .isThrownBy(() -> EmbeddedDatabase.start(directory()))
        .withMessage("Another process is using the data directory %s.", directory().toRealPath())
        .satisfies(failure -> assertThat(failure.remedy()).contains("KEYLEDGER_DATA_DIR"));

    var stranger = DatabaseOwner.launch(directory());
    assertThat(DatabaseOwner.answer(stranger)).startsWith("Another process is using");
    assertThat(Sql.ask(database, "SELECT 'undisturbed'")).isEqualTo("undisturbed");
  }
}
