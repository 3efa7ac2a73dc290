package dev.keyledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.keyledger.story.Apart;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Readers of a node share what one of them has read, and each gets every event once and in order.
@Apart
@Timeout(60)
final class LedgerFeedTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int MANY = 2500;

  @RegisterExtension private static final OneLedger ledger = new OneLedger();

  private LedgerNode node;
  private LedgerFeed feed;

  @BeforeEach
  void makeLedger() {
    node = ledger.node();
    feed = new LedgerFeed(node.reader, node.tail, new EventSerializer());
  }

  @Test
  void whatOneHasReadIsForAll() throws InterruptedException {
    node.appender.append(LedgerNode.firstOf("a", 3));

    assertThat(positions(feed.after(0, PATIENCE))).containsExactly(1L, 2L, 3L);
    assertThat(positions(feed.after(1, PATIENCE))).containsExactly(2L, 3L);
    shared(
        () -> assertThat(feed.after(1, PATIENCE)).first().isSameAs(feed.after(0, PATIENCE).get(1)));
    assertThat(feed.after(3, Duration.ofMillis(1))).isEmpty();

    node.appender.append(LedgerNode.firstOf("b", 1));
    assertThat(positions(feed.after(3, PATIENCE))).containsExactly(4L);
    assertThat(positions(feed.after(0, PATIENCE))).containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void whatIsNotThereIsWaitedForAndNotAskedForAllTheTime() throws InterruptedException {
    node.appender.append(LedgerNode.firstOf("a", 1));
    node.tail.advanceTo(Long.MAX_VALUE);
    long begun = System.nanoTime();

    assertThat(feed.after(1, Duration.ofMillis(50))).isEmpty();
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(49));
    node.appender.append(LedgerNode.firstOf("b", 1));
    assertThat(positions(feed.after(1, PATIENCE))).containsExactly(2L);
  }

  @Test
  void aReaderThatIsFarBehindReadsForItself() throws InterruptedException {
    node.appender.append(LedgerNode.firstOf("a", MANY));

    shared(() -> {
      var newest = feed.after(MANY - 1, PATIENCE);
      var behind = feed.after(0, PATIENCE);
      assertThat(positions(behind)).first().isEqualTo(1L);
      assertThat(feed.after(0, PATIENCE)).first().isNotSameAs(behind.getFirst());
      assertThat(feed.after(MANY - 1, PATIENCE)).first().isSameAs(newest.getFirst());
    });
  }

  /// More than once: a machine that is busy may take longer than what is read is shared.
  private static void shared(ThrowingRunnable assertion) {
    await().atMost(PATIENCE).untilAsserted(assertion);
  }

  /// The database may have been set back to a backup meanwhile.
  @Test
  void afterAWhileItIsReadAnew() throws InterruptedException {
    node.appender.append(LedgerNode.firstOf("a", 1));
    var before = feed.after(0, PATIENCE).getFirst();

    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(feed.after(0, PATIENCE).getFirst()).isNotSameAs(before));
  }

  /// PostgreSQL may be slow for everybody, and for long.
  @Test
  void whatTookLongToReadCountsToo() throws Exception {
    node.appender.append(LedgerNode.firstOf("a", 1));
    try (var session = new Sessions(ledger.database()).open("test", "");
        var statement = session.createStatement();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      session.setAutoCommit(false);
      statement.execute("LOCK TABLE ledger.event");
      var read = threads.submit(() -> feed.after(0, Duration.ofMillis(50)));
      Thread.sleep(1500);
      session.rollback();

      assertThat(positions(read.get())).containsExactly(1L);
    }
  }

  /// Notifications can be late or lost.
  @Test
  void whoLooksAtTheHeadTellsReadersOfIt() throws InterruptedException {
    node.appender.append(LedgerNode.firstOf("a", 1));
    var deaf = new LedgerFeed(node.reader, new Tail(), new EventSerializer());
    assertThat(deaf.after(0, Duration.ofMillis(1))).isEmpty();

    assertThat(deaf.head()).isEqualTo(1);

    assertThat(positions(deaf.after(0, PATIENCE))).containsExactly(1L);
  }

  @Test
  void manyReadersAtOnceGetEveryEventOnce() throws Exception {
    Callable<List<Long>> reader = this::readAll;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var readers = List.of(threads.submit(reader), threads.submit(reader), threads.submit(reader));
      for (int i = 0; i < MANY; i += 5) {
        node.appender.append(LedgerNode.firstOf("a" + i, 5));
      }
      for (var read : readers) {
        assertThat(read.get()).isEqualTo(LongStream.rangeClosed(1, MANY).boxed().toList());
      }
    }
  }

  private List<Long> readAll() throws InterruptedException {
    var read = new ArrayList<Long>();
    while (read.size() < MANY) {
      long last = read.isEmpty() ? 0 : read.getLast();
      read.addAll(positions(feed.after(last, PATIENCE)));
    }
    return read;
  }

  private static List<Long> positions(List<LedgerEntry> entries) {
    return entries.stream().map(LedgerEntry::position).toList();
  }
}
