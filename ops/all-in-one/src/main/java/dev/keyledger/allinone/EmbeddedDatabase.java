package dev.keyledger.allinone;

import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/// A PostgreSQL inside this program, which keeps its data in a directory from one start to the
/// next.
final class EmbeddedDatabase implements JdbcConnectionDetails, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabase.class);

  private final DataDirectory directory;
  private final SuperuserPassword password;
  private final PostgresServer server;

  private EmbeddedDatabase(
      DataDirectory directory, SuperuserPassword password, PostgresServer server) {
    this.directory = directory;
    this.password = password;
    this.server = server;
  }

  /// Starts on the data in `path`, making the directory and the database when they are missing.
  ///
  /// A PostgreSQL that a killed owner left running there is stopped first.
  ///
  /// @throws EmbeddedDatabaseFailure when the directory is in use or not writable, when its cluster
  ///   is of another version, or when PostgreSQL does not start
  static EmbeddedDatabase start(Path path) {
    try {
      return start(DataDirectory.open(path));
    } catch (IOException e) {
      throw new EmbeddedDatabaseFailure(
          "The data directory %s cannot be created or written (%s: %s)."
              .formatted(path.toAbsolutePath(), e.getClass().getSimpleName(), e.getMessage()),
          "Let this user write there, or set KEYLEDGER_DATA_DIR to another directory.",
          e);
    }
  }

  private static EmbeddedDatabase start(DataDirectory directory) throws IOException {
    try {
      Cluster.prepare(directory);
      var password = SuperuserPassword.read(directory.password());
      var server = PostgresServer.start(directory, directory.cluster(), password);
      log.info("The embedded PostgreSQL keeps its data in {}.", directory.cluster());
      return new EmbeddedDatabase(directory, password, server);
    } catch (IOException | RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  @Override
  public String getJdbcUrl() {
    return server.url(Cluster.DATABASE);
  }

  @Override
  public String getUsername() {
    return PostgresServer.SUPERUSER;
  }

  @Override
  public String getPassword() {
    return password.reveal();
  }

  /// Stops PostgreSQL, and only then lets others have the directory.
  @Override
  public void close() throws IOException {
    try {
      server.close();
    } finally {
      directory.close();
    }
  }

  @Override
  public String toString() {
    return getJdbcUrl();
  }
}
