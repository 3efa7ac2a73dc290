package dev.keyledger.benchmarks;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.springframework.util.FileSystemUtils;

/// A PostgreSQL that was made for this run, as durable as the service's own.
///
/// The same for all contestants, who have databases of their own in it.
final class Server implements AutoCloseable {
  private static final List<String> DURABLE =
      List.of("fsync", "synchronous_commit", "full_page_writes");

  private final Path directory;
  private final EmbeddedPostgres postgres;

  private Server(Path directory, EmbeddedPostgres postgres) {
    this.directory = directory;
    this.postgres = postgres;
  }

  static Server start(Path parent) throws IOException, SQLException {
    var directory = Files.createTempDirectory(parent, "keyledger-benchmarks-");
    var builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(directory.resolve("data"))
            .setLocaleConfig("locale", "C")
            .setServerConfig("listen_addresses", "127.0.0.1");
    DURABLE.forEach(setting -> builder.setServerConfig(setting, "on"));
    var server = new Server(directory, builder.start());
    for (String setting : DURABLE) {
      server.requireOn(setting);
    }
    return server;
  }

  private void requireOn(String setting) throws SQLException {
    if (!maintenance().text("SHOW " + setting).equals("on")) {
      throw new IllegalStateException(setting + " is not on");
    }
  }

  /// The database that PostgreSQL keeps for administration.
  Database maintenance() {
    return new Database(port(), "postgres");
  }

  /// A new database.
  Database create(String name) throws SQLException {
    maintenance().execute("CREATE DATABASE " + name);
    return new Database(port(), name);
  }

  /// Everybody begins with the same work behind them.
  void checkpoint() throws SQLException {
    maintenance().execute("CHECKPOINT");
  }

  /// Where its data lies.
  Path directory() {
    return directory;
  }

  /// Sends a signal to all of its processes, by the shell's own `kill`.
  void signal(String name) throws IOException {
    var pidFile = directory.resolve("data").resolve("postmaster.pid");
    long postmaster = Long.parseLong(Files.readAllLines(pidFile).getFirst());
    var command = new StringBuilder("kill -s " + name + " " + postmaster);
    ProcessHandle.of(postmaster)
        .orElseThrow()
        .descendants()
        .forEach(child -> command.append(' ').append(child.pid()));
    new ProcessBuilder("sh", "-c", command.toString()).start().onExit().join();
  }

  private int port() {
    return postgres.getPort();
  }

  @Override
  public void close() throws IOException {
    postgres.close();
    FileSystemUtils.deleteRecursively(directory);
  }
}
