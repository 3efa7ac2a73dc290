package dev.keyledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.keyledger.story.Apart;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is appended, by one or by many, and what is refused.
@Apart
@Timeout(60)
final class AppendTest {
  @RegisterExtension private static final OneLedger ledger = new OneLedger();

  private Databases database;
  private LedgerNode node;

  @BeforeEach
  void makeLedger() {
    database = ledger.database();
    node = ledger.node();
  }

  @Test
  void aStreamHasAllThatIsStoredThoughItsNodeHasHeardOfNothing() {
    node.appender.append(LedgerNode.firstOf("a", 3));
    var deaf =
        LedgerEventStore.of(
            new LedgerStorageEngine(node.appender, node.reader, new EventSerializer()), new Tail());

    try (var events = deaf.openStream(null)) {
      assertThat(events.hasNextAvailable()).isTrue();
    }
    try (var events = deaf.openStream(deaf.createHeadToken())) {
      assertThat(events.hasNextAvailable()).isFalse();
    }
  }

  @Test
  void theEventsOfACommandAreStoredTogetherAndReadBackAsTheyWere() {
    var events = LedgerNode.firstOf("a", 3);

    node.appender.append(events);

    assertThat(node.reader.ofAggregate("a", 0)).extracting(StoredEvent::event).isEqualTo(events);
    assertThat(node.reader.lastSequenceNumber("a")).hasValue(2L);
    assertThat(node.reader.head()).isEqualTo(3);
    assertThat(node.tail.position()).isEqualTo(3);
  }

  @Test
  void aConflictRefusesItsCommandAndSparesTheRest() throws Exception {
    node.appender.append(LedgerNode.firstOf("taken", 1));

    var outcomes = appendAtOnce(200, i -> i == 100 ? "taken" : "free " + i);

    assertThat(outcomes.stream().filter(outcome -> outcome.contains("refused")))
        .containsExactly("refused taken");
    assertThat(node.reader.head()).isEqualTo(200);
  }

  @Test
  void whatPostgreSqlCannotStoreIsRefusedAlone() throws Exception {
    var outcomes = appendAtOnce(200, i -> i == 100 ? "nul \0" : "free " + i);

    assertThat(outcomes.stream().filter(outcome -> outcome.contains("refused"))).hasSize(1);
    assertThat(node.reader.head()).isEqualTo(199);
    assertThatExceptionOfType(EventsRefused.class)
        .isThrownBy(() -> node.appender.append(LedgerNode.firstOf("nul \0", 1)))
        .matches(refused -> !refused.isConflict());
  }

  @Test
  void twoNodesShareOneOrder() throws Exception {
    try (var other = LedgerNode.on(database)) {
      appendAtOnce(
          400, i -> UUID.randomUUID().toString(), i -> i % 2 == 0 ? node.appender : other.appender);
    }

    assertThat(node.reader.after(0, 1000).stream().map(StoredEvent::position))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 400).boxed().toList());
  }

  @Test
  void aCommandBeyondTheQueueIsTurnedAwayAtOnce() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        var holder = holdHead()) {
      var crowd = crowd(3 * Appender.CAPACITY, threads);
      await().until(() -> failed(crowd).size() > Appender.CAPACITY / 2);
      var turnedAway = failed(crowd);
      holder.rollback();
      assertThat(turnedAway)
          .allSatisfy(command ->
              assertThat(command.exceptionNow()).hasMessageContaining("too many commands wait"));
      threads.shutdown();
      assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
      assertThat(crowd.stream().filter(command -> command.state() == Future.State.SUCCESS).count())
          .isPositive()
          .isEqualTo(node.reader.head());
      var refusals = node.registry.get("keyledger.ledger.append.refusals");
      assertThat(refusals.tag("reason", "queue-full").counter().count())
          .isGreaterThanOrEqualTo(turnedAway.size());
    }
  }

  @Test
  void whoeverComesWhileTheHeadIsWaitedForSharesTheCommit() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        var holder = holdHead()) {
      var crowd = crowd(10, threads);
      awaitWaiting(9);
      holder.rollback();
      for (Future<?> command : crowd) {
        command.get();
      }
    }

    var times = node.reader.after(0, 100).stream().map(StoredEvent::occurredAt).toList();
    assertThat(times).hasSize(10).containsOnly(times.getFirst());
  }

  @Test
  void whoeverComesWhileNobodyCanHoldTheHeadIsRefusedWithTheFirst() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        var holder = holdHead()) {
      var crowd = crowd(10, threads);
      awaitWaiting(9);
      await().until(() -> crowd.stream().anyMatch(Future::isDone));
      holder.rollback();
      for (Future<?> command : crowd) {
        assertThatThrownBy(command::get).cause().isInstanceOf(LedgerUnavailable.class);
      }
    }

    assertThat(node.reader.head()).isZero();
  }

  @Test
  void whoHearsOfEventsAndFailsFailsNobodyWhoAppended() throws Exception {
    node.tail.listen(() -> {
      throw new IllegalStateException("a reader has a defect");
    });

    var outcomes = appendAtOnce(2000, i -> "free " + i);

    assertThat(outcomes).hasSize(2000).allMatch(outcome -> outcome.startsWith("stored"));
    assertThat(node.reader.head()).isEqualTo(2000);
  }

  @Test
  void timeNeverRunsBackwards() {
    node.appender.append(LedgerNode.firstOf("before", 1));
    node.jdbc.sql("UPDATE ledger.head SET occurred_at = occurred_at + interval '1 hour'").update();

    node.appender.append(LedgerNode.firstOf("after", 1));

    var events = node.reader.after(0, 10);
    assertThat(events.getLast().occurredAt())
        .isEqualTo(events.getFirst().occurredAt().plusSeconds(3600));
  }

  @ParameterizedTest
  @CsvSource({
    "origin, UPDATE ledger.event SET payload = '{}'",
    "origin, DELETE FROM ledger.event",
    "origin, TRUNCATE ledger.event",
    "replica, DELETE FROM ledger.event",
    "replica, TRUNCATE ledger.event"
  })
  void whatIsStoredCannotBeChangedByTheOwnerEither(String role, String crime) {
    node.appender.append(LedgerNode.firstOf("a", 1));

    assertThatThrownBy(
            () -> node.jdbc.sql("SET session_replication_role = " + role + "; " + crime).update())
        .rootCause()
        .hasMessageContaining("the ledger only grows");
  }

  private static List<Future<?>> failed(List<Future<?>> commands) {
    return commands.stream().filter(command -> command.state() == Future.State.FAILED).toList();
  }

  /// Somebody else has the head, until the transaction ends.
  private Connection holdHead() throws SQLException {
    var holder =
        DriverManager.getConnection(
            database.getJdbcUrl(), database.getUsername(), database.getPassword());
    holder.setAutoCommit(false);
    holder.createStatement().execute("SELECT FROM ledger.head FOR UPDATE");
    return holder;
  }

  private List<Future<?>> crowd(int count, ExecutorService threads) {
    var crowd = new ArrayList<Future<?>>();
    for (int i = 0; i < count; i++) {
      var events = LedgerNode.firstOf("crowd " + i, 1);
      crowd.add(threads.submit(() -> node.appender.append(events)));
    }
    return crowd;
  }

  private void awaitWaiting(int commands) {
    var waiting = node.registry.get("keyledger.ledger.append.waiting").gauge();
    await().during(Duration.ofMillis(100)).until(() -> waiting.value() == commands);
  }

  private List<String> appendAtOnce(int count, IntFunction<String> aggregate) throws Exception {
    return appendAtOnce(count, aggregate, _ -> node.appender);
  }

  /// What became of each command.
  private static List<String> appendAtOnce(
      int count, IntFunction<String> aggregate, IntFunction<Appender> appender) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var commands = new ArrayList<Future<String>>();
      for (int i = 0; i < count; i++) {
        var id = aggregate.apply(i);
        var to = appender.apply(i);
        commands.add(
            threads.submit(() -> {
              try {
                to.append(LedgerNode.firstOf(id, 1));
                return "stored " + id;
              } catch (EventsRefused _) {
                return "refused " + id;
              }
            }));
      }
      var outcomes = new ArrayList<String>();
      for (Future<String> command : commands) {
        outcomes.add(command.get());
      }
      return outcomes;
    }
  }
}
