package dev.keyledger.benchmarks;

import dev.keyledger.ledger.Migrations;
import dev.keyledger.query.authentication.TableLoad;
import dev.keyledger.query.authentication.TableSize;
import dev.keyledger.query.authentication.VerificationBenchmark;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/// The lookup table in memory: its size, how long it takes to load, and what one verification costs
/// in process, measured by JMH in a JVM of its own.
final class Lookup implements Section {
  private static final List<Integer> SIZES = List.of(1_000_000, 10_000_000);
  private static final int LOADED = 1_000_000;

  /// What [VerificationBenchmark] measures: its methods, and each beside the clock.
  private static final String VERIFICATION = "verification";

  private static final String DIGEST = "digest";
  private static final String EXPIRING = "expiring";
  private static final String RECORDED = "recorded";
  private static final String TIMED = "Timed";

  private static final Map<String, String> PEERS =
      Map.of(
          DIGEST, "SHA-256 of the same text alone",
          EXPIRING, "of keys that expire",
          RECORDED, "and its time recorded");

  private static final String ALLOCATED = "gc.alloc.rate.norm";
  private static final String SLOWEST = "slowest";
  private static final double NANOS_A_MICRO = 1000;

  @Override
  public String name() {
    return "lookup";
  }

  @Override
  public void measure(Server server, Options options, Table table) throws Exception {
    verify(options, table);
    for (int keys : SIZES) {
      var size = TableSize.of(keys);
      table.add(
          "bytes of heap for a key, of %,d".formatted(keys),
          Series.of(List.of(size.bytesPerKey())),
          Map.of("as its metric reckons it", Series.of(List.of(size.reckonedBytesPerKey()))));
      table.add(
          "ms to count %,d keys by kind and status".formatted(keys),
          Series.of(List.of(size.countMillis())),
          Map.of());
    }
    load(server, options, table);
  }

  private static void verify(Options options, Table table) throws Exception {
    var jmh =
        new OptionsBuilder()
            .include(VerificationBenchmark.class.getSimpleName())
            .mode(Mode.Throughput)
            .timeUnit(TimeUnit.SECONDS)
            .forks(1)
            // As the notes for operators have it for whoever verifies much; and in memory that was
            // touched before, since a virtual machine may get it only then.
            .jvmArgsAppend(
                "-XX:+UseTransparentHugePages", "-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch")
            .warmupIterations(3)
            .warmupTime(TimeValue.seconds(options.seconds()))
            .measurementIterations(options.rounds())
            .measurementTime(TimeValue.seconds(options.seconds()))
            .addProfiler(GCProfiler.class)
            .build();
    var results =
        new Runner(jmh)
            .run().stream()
                .collect(
                    Collectors.toMap(
                        result -> result.getPrimaryResult().getLabel(), Function.identity()));
    enter(
        table,
        "verifications/s in process, one thread, 1,000,000 keys",
        what -> series(results, what, round -> round.getPrimaryResult().getScore()),
        List.of(DIGEST, EXPIRING, RECORDED));
    enter(
        table,
        "the same, p99.9 in µs",
        what -> series(results, what + TIMED, round -> secondary(round, SLOWEST) / NANOS_A_MICRO),
        List.of(DIGEST, EXPIRING));
    enter(
        table,
        "the same, bytes allocated for one",
        what -> series(results, what, round -> secondary(round, ALLOCATED)),
        List.of(DIGEST, EXPIRING, RECORDED));
  }

  private static void enter(
      Table table, String what, Function<String, Series> figures, List<String> peers) {
    var theirs = new LinkedHashMap<String, Series>();
    peers.forEach(peer -> theirs.put(PEERS.get(peer), figures.apply(peer)));
    table.add(what, figures.apply(VERIFICATION), theirs);
  }

  private static Series series(
      Map<String, RunResult> results, String what, ToDoubleFunction<IterationResult> figure) {
    var run = Objects.requireNonNull(results.get(what), what);
    return Series.of(
        run.getBenchmarkResults().iterator().next().getIterationResults().stream()
            .map(figure::applyAsDouble)
            .toList());
  }

  private static double secondary(IterationResult round, String figure) {
    return Objects.requireNonNull(round.getSecondaryResults().get(figure), figure).getScore();
  }

  private static void load(Server server, Options options, Table table) throws Exception {
    var database = server.create("lookup");
    Migrations.ofView(database, "view", "dev/keyledger/query/view").migrate();
    Migrations.ofView(database, "lookup", "dev/keyledger/query/authentication").migrate();
    database.run("lookup.sql");
    try (var pool = database.pool(2)) {
      var jdbc = new JdbcTemplate(pool);
      var transactions = new DataSourceTransactionManager(pool);
      new Contest(
              List.of("s to load %,d keys from PostgreSQL".formatted(LOADED)),
              () -> seconds(() -> TableLoad.run(jdbc, transactions)),
              Map.of("reading the same rows with JDBC", () -> seconds(() -> read(jdbc))))
          .hold(server, options.rounds(), table);
    }
  }

  private static List<Double> seconds(Load load) {
    long begun = System.nanoTime();
    Check.equal("keys", LOADED, load.run());
    return List.of((System.nanoTime() - begun) / 1e9);
  }

  private static int read(JdbcOperations jdbc) {
    var rows = new AtomicInteger();
    JdbcClient.create(jdbc)
        .sql("SELECT * FROM lookup.api_key")
        .withFetchSize(5000)
        .query(row -> {
          for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
            row.getObject(column);
          }
          rows.incrementAndGet();
        });
    return rows.get();
  }

  private interface Load {
    int run();
  }
}
