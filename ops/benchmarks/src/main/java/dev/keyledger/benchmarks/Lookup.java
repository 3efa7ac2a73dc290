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
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
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
  private static final String ALLOCATED = "gc.alloc.rate.norm";

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
            .mode(Mode.SampleTime)
            .timeUnit(TimeUnit.MICROSECONDS)
            .forks(1)
            // As the notes for operators have it for whoever verifies much.
            .jvmArgsAppend("-XX:+UseTransparentHugePages")
            .warmupIterations(3)
            .warmupTime(TimeValue.seconds(options.seconds()))
            .measurementIterations(options.rounds())
            .measurementTime(TimeValue.seconds(options.seconds()))
            .addProfiler(GCProfiler.class)
            .build();
    var speed = new LinkedHashMap<String, Series>();
    var slowest = new LinkedHashMap<String, Series>();
    var allocated = new LinkedHashMap<String, Series>();
    for (RunResult result : new Runner(jmh).run()) {
      String what = result.getPrimaryResult().getLabel();
      for (var round : result.getBenchmarkResults().iterator().next().getIterationResults()) {
        if (result.getParams().getMode() == Mode.Throughput) {
          note(speed, what, round.getPrimaryResult().getScore() * 1e6);
          note(
              allocated,
              what,
              Objects.requireNonNull(round.getSecondaryResults().get(ALLOCATED)).getScore());
        } else {
          note(slowest, what, round.getPrimaryResult().getStatistics().getPercentile(99.9));
        }
      }
    }
    enter(table, "verifications/s in process, one thread, 1,000,000 keys", speed);
    enter(table, "the same, p99.9 in µs", slowest);
    enter(table, "the same, bytes allocated for one", allocated);
  }

  private static void note(Map<String, Series> all, String what, double figure) {
    all.computeIfAbsent(what, _ -> new Series()).add(figure);
  }

  private static void enter(Table table, String what, Map<String, Series> all) {
    var peers = new LinkedHashMap<String, Series>();
    peers.put("SHA-256 of the same text alone", Objects.requireNonNull(all.get("digest")));
    peers.put("of keys that expire", Objects.requireNonNull(all.get("expiring")));
    peers.put("and its time recorded", Objects.requireNonNull(all.get("recorded")));
    table.add(what, Objects.requireNonNull(all.get("verification")), peers);
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
