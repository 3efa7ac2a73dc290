package dev.keyledger.benchmarks;

import dev.keyledger.key.PlaintextKey;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// How long the program takes to start with its embedded PostgreSQL and some keys, and what it
/// takes while nobody asks anything.
final class Starts implements Section {
  private static final int KEYS = 10_000;
  private static final int LESSONS = 3000;
  private static final String WIRED = "-Dspring.aot.enabled=true";
  private static final Pattern ANYTHING = Pattern.compile("");

  /// The compiler is busy for a while after a start.
  private static final Duration SETTLING = Duration.ofSeconds(20);

  private static final double MEBIBYTE = 1024 * 1024;

  @Override
  public String name() {
    return "starts";
  }

  @Override
  public void measure(Server server, Options options, Table table) throws Exception {
    Path directory = Files.createDirectories(server.directory().resolve("starts"));
    var packaged = List.of("-jar", options.program().toAbsolutePath().toString());
    var quick = unpacked(options.program(), directory);
    var key = PlaintextKey.mint(new SecureRandom()).reveal();
    try (var service = Service.start(quick, directory, key);
        var http = HttpClient.newHttpClient()) {
      var partner = new Client(http, service.url(), service.partnerKey());
      Keys.issue(partner, KEYS, 0, directory.resolve("keys"));
    }
    var idle = Duration.ofSeconds(options.seconds() * 10L);
    new Contest(
            List.of(
                "seconds until it is ready, with %,d keys and its own PostgreSQL".formatted(KEYS),
                "idle, its %% of a core during %d s".formatted(idle.toSeconds()),
                "the same, MiB that are resident"),
            () -> start(quick, directory, key, idle),
            Map.of("the jar as it is built", () -> start(packaged, directory, key, idle)))
        .hold(server, options.rounds(), table);
  }

  /// As the page for operators says to start it faster.
  private static List<String> unpacked(Path program, Path directory) throws Exception {
    Path unpacked = directory.resolve("keyledger");
    new Tool(Service.java())
        .run(
            Map.of(),
            ANYTHING,
            "-Djarmode=tools",
            "-jar",
            program,
            "extract",
            "--destination",
            unpacked);
    String jar = unpacked.resolve("keyledger.jar").toString();
    Path cache = directory.resolve("keyledger.aot");
    var key = PlaintextKey.mint(new SecureRandom()).reveal();
    var first = List.of(WIRED, "-XX:AOTCacheOutput=" + cache, "-jar", jar);
    try (var service = Service.start(first, directory.resolve("first"), key);
        var http = HttpClient.newHttpClient()) {
      var partner = new Client(http, service.url(), service.partnerKey());
      Keys.issue(partner, LESSONS, 0, directory.resolve("lessons"));
    }
    return List.of(
        WIRED, "-Xms64m", "-XX:CompileThresholdScaling=3", "-XX:AOTCache=" + cache, "-jar", jar);
  }

  private static List<Double> start(List<String> how, Path directory, String key, Duration idle)
      throws Exception {
    long begun = System.nanoTime();
    try (var service = Service.start(how, directory, key)) {
      double seconds = (System.nanoTime() - begun) / 1e9;
      Thread.sleep(SETTLING);
      var before = service.processorTime();
      Thread.sleep(idle);
      double busy = service.processorTime().minus(before).toNanos();
      return List.of(seconds, 100 * busy / idle.toNanos(), service.residentBytes() / MEBIBYTE);
    }
  }
}
