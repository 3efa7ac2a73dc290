package dev.keyledger.benchmarks;

import dev.keyledger.key.PlaintextKey;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The packaged service, in a process of its own, as anybody would start it.
final class Service implements AutoCloseable {
  /// It is ready when all keys are in its memory, which takes long where there are many.
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
  private static final long KIBIBYTE = 1024;

  private final Process process;
  private final Path output;
  private final int port;
  private final int managementPort;
  private final String partnerKey;
  private final HeapLog heap;

  private Service(
      Process process, Path output, int port, int managementPort, String partnerKey, HeapLog heap) {
    this.process = process;
    this.output = output;
    this.port = port;
    this.managementPort = managementPort;
    this.partnerKey = partnerKey;
    this.heap = heap;
  }

  /// Starts it on a database; it takes requests when this returns.
  ///
  /// @param program the executable jar
  /// @param directory where it may leave files
  static Service start(Path program, Database database, Path directory) throws Exception {
    return start(program, database, directory, PlaintextKey.mint(new SecureRandom()).reveal());
  }

  /// Starts it with a partner key, which becomes the first where there is none.
  ///
  /// @param more settings, as `--name=value`
  static Service start(Path program, Database database, Path directory, String key, String... more)
      throws Exception {
    return start(
        List.of("-jar", program.toAbsolutePath().toString()),
        Stream.concat(
                Stream.of(
                    dataIn(directory.resolve(database.name())),
                    "--spring.datasource.url=" + database.getJdbcUrl(),
                    "--spring.datasource.username=" + database.getUsername(),
                    "--spring.datasource.password=" + database.getPassword()),
                Stream.of(more))
            .toList(),
        directory,
        key);
  }

  /// Starts it on its embedded PostgreSQL, which keeps its data in the directory.
  ///
  /// @param how what Java has to be told to run it
  static Service start(List<String> how, Path directory, String key) throws Exception {
    return start(how, List.of(dataIn(directory.resolve("service"))), directory, key);
  }

  private static Service start(List<String> how, List<String> settings, Path directory, String key)
      throws Exception {
    int port = freePort();
    int managementPort = freePort();
    Path output = Files.createDirectories(directory).resolve("service.log");
    var builder =
        new ProcessBuilder(command(how, settings, directory, port, managementPort))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("KEYLEDGER_BOOTSTRAP_PARTNER_KEY", key);
    var process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    var heap = HeapLog.of(gcLog(directory), process);
    var service = new Service(process, output, port, managementPort, key, heap);
    service.awaitReady();
    return service;
  }

  private static List<String> command(
      List<String> how, List<String> settings, Path directory, int port, int managementPort) {
    var command = new ArrayList<>(List.of(java().toString(), HeapLog.into(gcLog(directory))));
    command.addAll(how);
    command.addAll(List.of("--server.port=" + port, "--management.server.port=" + managementPort));
    command.addAll(settings);
    return command;
  }

  /// What it keeps beside the database is about that one: above all, what it has signed.
  private static String dataIn(Path directory) {
    return "--keyledger.data-dir=" + directory;
  }

  /// The Java that runs this.
  static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  private static Path gcLog(Path directory) {
    return directory.resolve("gc.log");
  }

  private static int freePort() throws IOException {
    try (var free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }

  private void awaitReady() throws Exception {
    long start = System.nanoTime();
    while (!isReady()) {
      if (!process.isAlive() || System.nanoTime() - start > PATIENCE.toNanos()) {
        close();
        throw new IllegalStateException("the service did not start: " + Files.readString(output));
      }
      Thread.sleep(PAUSE);
    }
  }

  private boolean isReady() throws InterruptedException {
    var ready = URI.create("http://127.0.0.1:" + managementPort + "/actuator/health/readiness");
    try {
      return HTTP.send(HttpRequest.newBuilder(ready).build(), BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException _) {
      return false;
    }
  }

  /// Where it is.
  String url() {
    return "http://127.0.0.1:" + port;
  }

  /// A key that may create keys.
  String partnerKey() {
    return partnerKey;
  }

  /// How much heap it uses.
  HeapLog heap() {
    return heap;
  }

  /// The time of a processor that its JVM has taken since its start.
  Duration processorTime() {
    return process.info().totalCpuDuration().orElseThrow();
  }

  /// The memory of this machine that its JVM has. Linux alone says it.
  long residentBytes() throws IOException {
    var status = Files.readString(Path.of("/proc", String.valueOf(process.pid()), "status"));
    var resident = RESIDENT.matcher(status);
    if (!resident.find()) {
      throw new IllegalStateException("the kernel does not say how much memory is resident");
    }
    return Long.parseLong(resident.group(1)) * KIBIBYTE;
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
