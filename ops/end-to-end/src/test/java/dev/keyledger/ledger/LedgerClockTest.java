package dev.keyledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.keyledger.story.Apart;
import java.sql.DriverManager;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A time that is over stays as it was.
@Apart
@Timeout(60)
final class LedgerClockTest {
  private static final int QUESTIONS = 200;

  @RegisterExtension private static final OneLedger ledger = new OneLedger();

  private Databases database;
  private LedgerNode node;
  private LedgerClock clock;

  @BeforeEach
  void makeLedger() {
    database = ledger.database();
    node = ledger.node();
    clock = new LedgerClock(node.reader);
  }

  @Test
  void thePastIsOverAndTheFutureIsNot() {
    assertThat(clock.isOver(Instant.parse("0000-01-01T00:00:00Z"))).isTrue();
    assertThat(clock.isOver(now())).isTrue();
    assertThat(clock.isOver(now().plusSeconds(5))).isFalse();
    assertThat(clock.isOver(Instant.parse("9999-12-31T23:59:59.999999999Z"))).isFalse();

    node.appender.append(LedgerNode.firstOf("a", 1));
    Instant last = node.reader.lastTime();

    assertThat(clock.isOver(last.minusNanos(1))).isTrue();
    assertThat(clock.isOver(last)).isTrue();
  }

  /// As after a clock that was set back.
  @Test
  void aLedgerThatIsAheadOfTheClockIsWaitedFor() {
    Instant ahead = now().plusSeconds(60);
    database
        .jdbc()
        .sql("UPDATE ledger.head SET occurred_at = ?")
        .param(ahead.atOffset(ZoneOffset.UTC))
        .update();

    assertThat(clock.isOver(ahead)).isFalse();
    assertThat(clock.isOver(ahead.minusNanos(1))).isTrue();
  }

  @Test
  void whoeverAppendsRightNowIsWaitedFor() throws Exception {
    try (var writer = DriverManager.getConnection(database.getJdbcUrl(), "postgres", "unused");
        var statement = writer.createStatement()) {
      writer.setAutoCommit(false);
      statement.execute("SELECT clock_timestamp() FROM ledger.head FOR UPDATE");
      Instant time = now();

      var over = CompletableFuture.supplyAsync(() -> clock.isOver(time));
      await()
          .until(() ->
              database
                  .jdbc()
                  .sql("SELECT count(*) > 0 FROM pg_locks WHERE NOT granted")
                  .query(Boolean.class)
                  .single());
      assertThat(over).isNotDone();
      writer.commit();

      assertThat(over.join()).isTrue();
    }
  }

  @Test
  void nothingIsAddedToATimeThatIsOver() {
    var running = new AtomicBoolean(true);
    var writers =
        IntStream.range(0, 3)
            .mapToObj(writer -> CompletableFuture.runAsync(() -> append("w" + writer, running)))
            .toList();
    var counted = new HashMap<Instant, Long>();
    for (int i = 0; i < QUESTIONS; i++) {
      Instant time = now();
      if (clock.isOver(time)) {
        counted.put(time, eventsUpTo(time));
      }
    }
    running.set(false);
    writers.forEach(CompletableFuture::join);

    assertThat(counted).hasSizeGreaterThan(QUESTIONS / 2);
    assertThat(counted)
        .allSatisfy((time, events) -> assertThat(eventsUpTo(time)).isEqualTo(events));
    assertThat(node.reader.head()).isGreaterThan(QUESTIONS / 10);
  }

  private void append(String stream, AtomicBoolean running) {
    for (int i = 0; running.get(); i++) {
      node.appender.append(LedgerNode.firstOf(stream + "-" + i, 1));
    }
  }

  private long eventsUpTo(Instant time) {
    return node.jdbc
        .sql("SELECT count(*) FROM ledger.event WHERE occurred_at <= ?")
        .param(time.atOffset(ZoneOffset.UTC))
        .query(Long.class)
        .single();
  }

  private Instant now() {
    return node.jdbc
        .sql("SELECT clock_timestamp()")
        .query(OffsetDateTime.class)
        .single()
        .toInstant();
  }
}
