package dev.keyledger.query.usage;

import dev.keyledger.query.view.Columns;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Writes what was counted, every few seconds and a portion at a time. What cannot be written is
/// kept and written later.
@Component
final class UsageWriter implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(UsageWriter.class);

  /// What a crash loses at most; and how old what is shown may be, but for the time to write.
  private static final Duration INTERVAL = Duration.ofSeconds(8);

  /// From one portion to the next.
  private static final Duration PACE = INTERVAL.dividedBy(UsageCounter.PORTIONS);

  /// How many rows go into one statement: it must be over within seconds.
  private static final int ROWS = 5000;

  /// In the order of the keys: nodes that write at the same time wait for each other, and never in
  /// a circle.
  private static final Comparator<Map.Entry<Use, Tally>> ORDER =
      Comparator.<Map.Entry<Use, Tally>, UUID>comparing(entry -> entry.getKey().apiKeyId().value())
          .thenComparing(entry -> entry.getKey().outcome())
          .thenComparingLong(entry -> entry.getKey().day());

  /// A crash of the database may take it back, as a crash of the node takes what is not written.
  private static final String ADD =
      """
      INSERT INTO usage.day (api_key_id, outcome, day, uses, last_at)
      SELECT key, outcome, date '1970-01-01' + day, uses,
        timestamptz 'epoch' + last_millis * interval '1 millisecond'
      FROM set_config('synchronous_commit', 'off', true),
        unnest(?::uuid[], ?::text[], ?::int[], ?::bigint[], ?::bigint[])
          AS used (key, outcome, day, uses, last_millis)
      ON CONFLICT (api_key_id, outcome, day) DO UPDATE
      SET uses = day.uses + excluded.uses, last_at = greatest(day.last_at, excluded.last_at)
      """;

  private final UsageCounter counter;
  private final JdbcClient jdbc;
  private final Map<Use, Tally> unwritten = new HashMap<>();
  private volatile boolean running;
  private @Nullable Thread thread;

  UsageWriter(UsageCounter counter, JdbcClient jdbc) {
    this.counter = counter;
    this.jdbc = jdbc;
  }

  @Override
  public void start() {
    running = true;
    thread = Thread.ofPlatform().name("keyledger-usage").daemon().start(this::run);
  }

  private void run() {
    boolean failing = false;
    long begun = System.nanoTime();
    for (int portion = 0; running; portion = (portion + 1) % UsageCounter.PORTIONS) {
      // What writing takes is no pause: many keys in use would be written ever later.
      LockSupport.parkNanos(begun + PACE.toNanos() - System.nanoTime());
      begun = System.nanoTime();
      try {
        counter.drainInto(unwritten, portion);
        write();
        failing = false;
      } catch (DataAccessException e) {
        if (!failing) {
          log.warn("The usage of keys cannot be written now and is kept: {}", e.toString());
        }
        failing = true;
      }
    }
    writeRest();
  }

  private void writeRest() {
    for (int portion = 0; portion < UsageCounter.PORTIONS; portion++) {
      counter.drainInto(unwritten, portion);
    }
    try {
      write();
    } catch (DataAccessException e) {
      log.warn("The usage of the last seconds is lost: {}", e.toString());
    }
  }

  /// @throws DataAccessException when it cannot be written; it is kept
  private void write() {
    var rows = unwritten.entrySet().stream().sorted(ORDER).toList();
    for (int from = 0; from < rows.size(); from += ROWS) {
      var some = rows.subList(from, Math.min(from + ROWS, rows.size()));
      write(some);
      some.stream().map(Map.Entry::getKey).toList().forEach(unwritten::remove);
    }
  }

  private void write(List<Map.Entry<Use, Tally>> rows) {
    var uses = new Columns<>(rows);
    jdbc.sql(ADD)
        .param(uses.texts(row -> row.getKey().apiKeyId()))
        .param(uses.texts(row -> row.getKey().outcome().word()))
        .param(uses.texts(row -> row.getKey().day()))
        .param(uses.texts(row -> row.getValue().count()))
        .param(uses.texts(row -> row.getValue().lastMillis()))
        .update();
  }

  @Override
  public void stop() {
    running = false;
    var writing = Objects.requireNonNull(thread, "started");
    LockSupport.unpark(writing);
    try {
      writing.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /// Stops before the database does, after the doors are closed.
  @Override
  public int getPhase() {
    return 0;
  }
}
