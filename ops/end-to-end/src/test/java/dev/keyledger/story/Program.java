package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// The program as a person or a container starts it: a process of its own.
final class Program implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /// A command line ends with this many arguments that say where to listen.
  private static final int PORTS = 2;

  private final ProcessBuilder builder;
  private final Process process;
  private final Path output;
  private final int port;
  private final int managementPort;

  private Program(ProcessBuilder builder, Path output, int port, int managementPort)
      throws IOException {
    this.builder = builder;
    this.process = builder.start();
    this.output = output;
    this.port = port;
    this.managementPort = managementPort;
  }

  /// Starts in `directory`, with standard output going to a file.
  static Program start(Path directory, Map<String, String> environment) throws IOException {
    return start(Installation.quick(), directory, environment);
  }

  /// The same with an [Installation] of one's choice.
  static Program start(List<String> installation, Path directory, Map<String, String> environment)
      throws IOException {
    return launch(command -> command, installation, directory, environment);
  }

  /// Starts a copy of the program in `directory` as another user, to whom the directory is given:
  /// the build itself may lie where only root can look. Root may do so.
  static Program startAs(String user, Path directory) throws IOException {
    Path copy = Files.copy(Installation.jar(), directory.resolve("keyledger.jar"));
    var lookup = directory.getFileSystem().getUserPrincipalLookupService();
    for (Path path : List.of(directory, copy)) {
      Files.setOwner(path, lookup.lookupPrincipalByName(user));
    }
    return launch(command -> as(user, command), Installation.packaged(copy), directory, Map.of());
  }

  /// Whether a user can run this Java at all: it may lie in root's home.
  static boolean canRunJava(String user) throws IOException {
    var version = new ProcessBuilder(as(user, List.of(java(), "-version")));
    return version.start().onExit().join().exitValue() == 0;
  }

  private static List<String> as(String user, List<String> command) {
    var asUser = new ArrayList<>(List.of("runuser", "-u", user, "--"));
    asUser.addAll(command);
    return asUser;
  }

  /// Starts in `directory` on a terminal of its own, made by `script` (util-linux).
  static Program startOnTerminal(Path directory) throws IOException {
    return launch(
        command -> List.of("script", "-qefc", String.join(" ", command), "/dev/null"),
        Installation.quick(),
        directory,
        Map.of());
  }

  /// Runs one of its commands in `directory`, where the service is not running.
  static Program run(Path directory, Map<String, String> environment, String... command)
      throws IOException {
    return launch(
        start -> {
          var line = new ArrayList<>(start.subList(0, start.size() - PORTS));
          line.addAll(List.of(command));
          return line;
        },
        Installation.quick(),
        directory,
        environment);
  }

  private static Program launch(
      UnaryOperator<List<String>> around,
      List<String> installation,
      Path directory,
      Map<String, String> environment)
      throws IOException {
    int port = OutsidePostgres.freePort();
    int managementPort = OutsidePostgres.freePort();
    Path output = Files.createTempFile(directory, "output-", ".txt");
    var builder =
        new ProcessBuilder(around.apply(command(installation, port, managementPort)))
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
    builder.environment().keySet().removeIf(name -> name.startsWith("KEYLEDGER_"));
    builder.environment().putAll(environment);
    return new Program(builder, output, port, managementPort);
  }

  /// Starts it once more, where it was and on the same ports, after it has ended.
  Program again() throws IOException {
    return new Program(builder, output, port, managementPort);
  }

  private static List<String> command(List<String> installation, int port, int managementPort) {
    var command = new ArrayList<>(List.of(java(), "-XX:TieredStopAtLevel=1"));
    command.addAll(installation);
    command.addAll(List.of("--server.port=" + port, "--management.server.port=" + managementPort));
    return command;
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /// Waits until it takes requests.
  Program ready() {
    await()
        .atMost(PATIENCE)
        .until(() -> {
          assertThat(process.isAlive()).as(output()).isTrue();
          return isReady();
        });
    return this;
  }

  private boolean isReady() {
    try {
      return management("/actuator/health/readiness").status() == 200;
    } catch (UncheckedIOException _) {
      return false;
    }
  }

  /// What is at a path of its management port.
  Answer management(String path) {
    return new Api("http://127.0.0.1:" + managementPort, "")
        .sendAnonymously(path, request -> request);
  }

  int port() {
    return port;
  }

  Api api(String key) {
    return new Api("http://127.0.0.1:" + port, key);
  }

  /// Waits until it has printed this.
  void awaitOutput(String text) {
    await()
        .atMost(PATIENCE)
        .until(() -> {
          assertThat(process.isAlive()).as(output()).isTrue();
          return output().contains(text);
        });
  }

  /// Where it serves health and metrics.
  int managementPort() {
    return managementPort;
  }

  /// What it has printed so far.
  String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Ctrl-C, by the shell's own `kill`: not every machine has the program.
  int interrupt() throws IOException {
    signal("INT");
    return exitCode();
  }

  /// Asks it to end, as a service manager does.
  void terminate() throws IOException {
    signal("TERM");
  }

  /// Stops it as `kill -STOP` does, in the middle of whatever it does.
  void pause() throws IOException {
    signal("STOP");
  }

  /// Lets it go on.
  void resume() throws IOException {
    signal("CONT");
  }

  private void signal(String name) throws IOException {
    new ProcessBuilder("sh", "-c", "kill -s " + name + " " + process.pid()).start().onExit().join();
  }

  /// `kill -9`.
  void kill() {
    process.destroyForcibly();
    exitCode();
  }

  /// Waits until it ends.
  int exitCode() {
    return process.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join().exitValue();
  }

  /// Ends it as a service manager does, and waits until nothing of it runs: what removes its
  /// directory next must not meet a database that is still writing there. The signal goes to the
  /// JVM alone; whatever is around it ends with it.
  @Override
  public void close() {
    var processes = Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
    processes.stream().filter(Program::isJvm).forEach(ProcessHandle::destroy);
    CompletableFuture.allOf(
            processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
        .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
        .join();
  }

  private static boolean isJvm(ProcessHandle process) {
    return process.info().command().filter(command -> command.endsWith("/bin/java")).isPresent();
  }
}
