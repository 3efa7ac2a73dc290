package dev.keyledger.allinone;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.regex.Pattern;

/// A running PostgreSQL, on a port of its own that only this machine reaches.
///
/// It is started by `pg_ctl`, which gives it a session of its own, so that Ctrl-C in a terminal
/// reaches only this process, which then stops PostgreSQL last of all.
final class PostgresServer implements AutoCloseable {
  static final String SUPERUSER = "postgres";

  private static final String WORKING_DIRECTORY = "ot.epg.working-dir";
  private static final String SCRAM = "scram-sha-256";
  private static final Pattern COMPLAINT = Pattern.compile("(?:FATAL|PANIC|error): +(.+)");

  /// After a crash PostgreSQL first reads its write-ahead log again.
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final DataDirectory directory;
  private final Path cluster;
  private final EmbeddedPostgres postgres;

  private PostgresServer(DataDirectory directory, Path cluster, EmbeddedPostgres postgres) {
    this.directory = directory;
    this.cluster = cluster;
    this.postgres = postgres;
  }

  /// Starts on `cluster`, which is made first when it is an empty directory.
  static PostgresServer start(DataDirectory directory, Path cluster, SuperuserPassword password)
      throws IOException {
    try {
      return new PostgresServer(directory, cluster, launch(directory, cluster, password));
    } catch (EmbeddedDatabaseFailure e) {
      throw e;
    } catch (IOException | RuntimeException | ExceptionInInitializerError e) {
      LeftoverPostgres.stop(cluster, directory.binaries());
      throw notStarted(directory.log(), e);
    } finally {
      // The library has just made it writable for all.
      DataDirectory.ownerOnly(directory.binaries());
    }
  }

  private static EmbeddedPostgres launch(
      DataDirectory directory, Path cluster, SuperuserPassword password) throws IOException {
    return builderThatWorksIn(directory.binaries())
        .setPgBinaryResolver(new BundledBinaries())
        .setDataDirectory(cluster)
        .setCleanDataDirectory(false)
        // Spring stops PostgreSQL after everything that uses it; a hook would do so at any time.
        .setRegisterShutdownHook(false)
        .setPGStartupWait(PATIENCE)
        .setOutputRedirector(Redirect.appendTo(directory.log().toFile()))
        // All "locale" settings become options of initdb, after its "trust everybody".
        .setLocaleConfig("locale", "C")
        .setLocaleConfig("auth-host", SCRAM)
        .setLocaleConfig("auth-local", SCRAM)
        .setLocaleConfig("pwfile", directory.password().toString())
        // Iterations make it slow to guess a password. Nobody guesses this one, which is as random
        // as a key; without them a connection costs a fraction of its CPU time.
        .setLocaleConfig("set", "scram_iterations=1")
        .setConnectConfig("PGHOST", "127.0.0.1")
        .setConnectConfig("password", password.reveal())
        .setConnectConfig("requireAuth", SCRAM)
        .setServerConfig("listen_addresses", "127.0.0.1")
        // Quoted for the shell through which pg_ctl starts the server.
        .setServerConfig("unix_socket_directories", "''")
        .setServerConfig("max_connections", "100")
        // initdb's setting stays in the cluster; passwords that people choose for other roles need
        // the usual.
        .setServerConfig("scram_iterations", "4096")
        // The library's defaults are for tests: fast, and all is lost in a power cut.
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("full_page_writes", "on")
        .setServerConfig("log_checkpoints", "off")
        .start();
  }

  /// The setter is not enough: the library makes the directory of the property, and removes what it
  /// takes for old clusters there. The property is the whole JVM's, and is read when a builder is
  /// made.
  private static synchronized EmbeddedPostgres.Builder builderThatWorksIn(Path binaries) {
    System.setProperty(WORKING_DIRECTORY, binaries.toString());
    try {
      return EmbeddedPostgres.builder().setOverrideWorkingDirectory(binaries.toFile());
    } finally {
      System.clearProperty(WORKING_DIRECTORY);
    }
  }

  private static EmbeddedDatabaseFailure notStarted(Path log, Throwable cause) throws IOException {
    var complaint =
        COMPLAINT
            .matcher(Files.readString(log, StandardCharsets.ISO_8859_1))
            .results()
            .map(found -> found.group(1))
            .reduce((_, last) -> last)
            .orElseGet(cause::toString);
    return new EmbeddedDatabaseFailure(
        "PostgreSQL did not start: %s.".formatted(complaint),
        "The whole story is in %s.".formatted(log),
        cause);
  }

  String url(String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s?requireAuth=%s"
        .formatted(postgres.getPort(), database, SCRAM);
  }

  void createDatabase(String name) throws IOException {
    try (var connection = postgres.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    } catch (SQLException e) {
      throw notStarted(directory.log(), e);
    }
  }

  @Override
  public void close() throws IOException {
    postgres.close();
    // The library waits five seconds at most, and says nothing when that was too short.
    LeftoverPostgres.stop(cluster, directory.binaries());
  }
}
