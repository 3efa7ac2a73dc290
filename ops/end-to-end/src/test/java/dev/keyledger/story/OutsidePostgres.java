package dev.keyledger.story;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/// A PostgreSQL that is not the service's own: it can go away and come back under the same address.
public final class OutsidePostgres implements AutoCloseable {
  /// The library's own choice. A service in this process sets it to a directory that is its own,
  /// and that goes with it.
  private static final Path BINARIES = Path.of(System.getProperty("java.io.tmpdir"), "embedded-pg");

  private final Path directory;
  private final int port;
  private EmbeddedPostgres running;

  private OutsidePostgres(Path directory, int port) throws IOException {
    this.directory = directory;
    this.port = port;
    this.running = run();
  }

  public static OutsidePostgres start(Path directory) throws IOException {
    return new OutsidePostgres(directory, freePort());
  }

  /// A port below the range from which the system takes the ports of outgoing connections. In that
  /// range a client that knocks while nobody listens may be connected with itself, and hold the
  /// port.
  static int freePort() {
    return new Random()
        .ints(20_000, 30_000)
        .filter(OutsidePostgres::isFree)
        .findFirst()
        .orElseThrow();
  }

  private static boolean isFree(int port) {
    try (var probe = new ServerSocket(port)) {
      return probe.isBound();
    } catch (IOException _) {
      return false;
    }
  }

  /// Where it is, for JDBC.
  public String url() {
    return url("postgres");
  }

  /// Where another database of this server is, for JDBC.
  String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  int port() {
    return port;
  }

  /// The settings with which a node uses this database.
  Map<String, String> settings() {
    return settings("postgres");
  }

  /// The settings with which a node uses another database of this server.
  Map<String, String> settings(String database) {
    return Map.of(
        "spring.datasource.url", url(database),
        "spring.datasource.username", "postgres",
        "spring.datasource.password", "unused");
  }

  /// Makes another database.
  ///
  /// @param template the one that it is a copy of; nobody may be connected to that
  void createDatabase(String name, String template) {
    JdbcClient.create(new DriverManagerDataSource(url("template1"), "postgres", "unused"))
        .sql("CREATE DATABASE " + name + " TEMPLATE " + template)
        .update();
  }

  void goAway() throws IOException {
    close();
  }

  void comeBack() throws IOException {
    running = run();
  }

  /// Everything of it ends at once, as in a power cut; then it comes back.
  public void crash() throws IOException {
    var processes = processes();
    processes.forEach(ProcessHandle::destroyForcibly);
    processes.forEach(process -> process.onExit().join());
    running.close();
    running = run();
  }

  /// Nothing moves, as when the machine under it hangs.
  public void freeze() throws IOException {
    signal("STOP");
  }

  public void thaw() throws IOException {
    signal("CONT");
  }

  /// The postmaster first: one that runs on makes another process while the others are counted.
  private void signal(String name) throws IOException {
    long postmaster =
        Long.parseLong(Files.readAllLines(directory.resolve("postmaster.pid")).getFirst());
    var process = ProcessHandle.of(postmaster).orElseThrow();
    signal(name, Stream.of(process));
    signal(name, process.descendants());
  }

  /// By the shell's own `kill`: not every machine has the program.
  private static void signal(String name, Stream<ProcessHandle> processes) throws IOException {
    var command = new ArrayList<>(List.of("kill", "-s", name));
    processes.forEach(process -> command.add(Long.toString(process.pid())));
    new ProcessBuilder("sh", "-c", String.join(" ", command)).start().onExit().join();
  }

  private List<ProcessHandle> processes() throws IOException {
    long postmaster =
        Long.parseLong(Files.readAllLines(directory.resolve("postmaster.pid")).getFirst());
    var processes = new ArrayList<ProcessHandle>();
    ProcessHandle.of(postmaster)
        .ifPresent(process -> {
          processes.add(process);
          process.descendants().forEach(processes::add);
        });
    return processes;
  }

  private EmbeddedPostgres run() throws IOException {
    return EmbeddedPostgres.builder()
        .setOverrideWorkingDirectory(BINARIES.toFile())
        .setDataDirectory(directory)
        .setCleanDataDirectory(false)
        .setPort(port)
        .setServerConfig("listen_addresses", "127.0.0.1")
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("full_page_writes", "on")
        .start();
  }

  /// Ends with the server. The library waits five seconds for it, and says nothing when that was
  /// too short.
  @Override
  public void close() throws IOException {
    var processes =
        Files.exists(directory.resolve("postmaster.pid")) ? processes() : List.<ProcessHandle>of();
    running.close();
    processes.forEach(process -> process.onExit().orTimeout(1, TimeUnit.MINUTES).join());
  }
}
