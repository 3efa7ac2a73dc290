package dev.keyledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.keyledger.story.Apart;
import dev.keyledger.story.FaultyWire;
import dev.keyledger.story.FaultyWire.Fault;
import dev.keyledger.story.OutsidePostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The way between a writer and PostgreSQL breaks at the worst time: what its callers are told is
/// true.
@Apart
@Timeout(60)
final class WriterCutOffTest {
  /// A word of the statement that stores a batch whose head is foreseen, and of no other.
  private static final String FORESEEN = "moved";

  @TempDir private static Path directory;

  private static OutsidePostgres postgres;
  private Databases database;

  @BeforeAll
  static void startPostgres() throws IOException {
    postgres = OutsidePostgres.start(directory.resolve("postgres"));
  }

  @AfterAll
  static void stopPostgres() throws IOException {
    postgres.close();
  }

  @BeforeEach
  void makeLedger() {
    database = Databases.another(postgres);
  }

  @Test
  void aCommitThatDidNotArriveStoresNothing() throws Exception {
    try (var wire = new FaultyWire(database.getJdbcUrl(), "COMMIT", Fault.LOST);
        var node = behind(wire)) {
      var events = LedgerNode.firstOf("lost", 2);

      assertThatExceptionOfType(LedgerUnavailable.class)
          .isThrownBy(() -> node.appender.append(events));
      assertThat(stored()).isEmpty();

      node.appender.append(events);
      assertThat(stored()).isEqualTo(events);
    }
  }

  @Test
  void aCommitWhoseAnswerIsLostHasTakenPlace() throws Exception {
    try (var wire = new FaultyWire(database.getJdbcUrl(), "COMMIT", Fault.ANSWER_LOST);
        var node = behind(wire)) {
      var events = LedgerNode.firstOf("answer lost", 2);

      node.appender.append(events);
      wire.awaitFault();
      assertThat(stored()).isEqualTo(events);

      var next = LedgerNode.event("answer lost", 2);
      node.appender.append(List.of(next));
      assertThat(stored()).containsExactly(events.getFirst(), events.getLast(), next);
    }
  }

  /// It is known then whether it was stored, and if not, that it will not be.
  @ParameterizedTest
  @EnumSource(names = {"LOST", "ANSWER_LOST"})
  void aForeseenBatchThatIsCutOffIsStoredOnce(Fault fault) throws Exception {
    try (var wire = new FaultyWire(database.getJdbcUrl(), FORESEEN, fault);
        var node = behind(wire)) {
      var events = new ArrayList<NewEvent>();
      while (!wire.isFaulty()) {
        events.add(LedgerNode.event("foreseen", events.size()));
        node.appender.append(List.of(events.getLast()));
      }

      assertThat(stored()).isEqualTo(events);
    }
  }

  @Test
  void aForeseenBatchThatArrivesAfterItWasRefusedIsNotTaken() throws Exception {
    try (var wire = new FaultyWire(database.getJdbcUrl(), FORESEEN, Fault.LATE);
        var node = behind(wire)) {
      var events = new ArrayList<NewEvent>();
      assertThatExceptionOfType(LedgerUnavailable.class)
          .isThrownBy(() -> {
            while (true) {
              var event = LedgerNode.event("late", events.size());
              node.appender.append(List.of(event));
              events.add(event);
            }
          });
      wire.mend();
      await().until(() -> writersSessions() == 0);
      assertThat(stored()).isEqualTo(events);

      events.add(LedgerNode.event("late", events.size()));
      node.appender.append(List.of(events.getLast()));
      assertThat(stored()).isEqualTo(events);
    }
  }

  private int writersSessions() {
    return database
        .jdbc()
        .sql(
            """
            SELECT count(*) FROM pg_stat_activity
            WHERE application_name = 'keyledger writer' AND datname = current_database()
            """)
        .query(Integer.class)
        .single();
  }

  @ParameterizedTest
  @CsvSource({"INSERT INTO ledger.event, FROZEN", "INSERT INTO ledger.event, FROZEN_HALFWAY"})
  void aWriterThatFreezesWhileItHoldsTheHeadHoldsUpNobody(String word, Fault fault)
      throws Exception {
    try (var wire = new FaultyWire(database.getJdbcUrl(), word, fault);
        var frozen = behind(wire);
        var other = LedgerNode.on(database);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var late = LedgerNode.firstOf("contested", 100);
      var told = threads.submit(() -> catchThrowable(() -> frozen.appender.append(late)));
      wire.awaitFault();

      var events = LedgerNode.firstOf("contested", 1);
      long start = System.nanoTime();
      other.appender.append(events);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));

      assertThat(told.isDone()).isFalse();
      wire.mend();
      assertThat(told.get()).isInstanceOf(LedgerUnavailable.class);
      assertThat(stored()).isEqualTo(events);

      var next = LedgerNode.event("contested", 1);
      frozen.appender.append(List.of(next));
      assertThat(stored()).containsExactly(events.getFirst(), next);
    }
  }

  @Test
  void whenNobodyCanLookForTenSecondsNothingIsPromised() throws Exception {
    try (var wire = new FaultyWire(database.getJdbcUrl(), "COMMIT", Fault.ANSWER_LOST_AND_AWAY);
        var node = behind(wire)) {
      var events = LedgerNode.firstOf("unknown", 1);

      assertThatExceptionOfType(OutcomeUnknown.class)
          .isThrownBy(() -> node.appender.append(events));
      assertThat(stored()).isEqualTo(events);

      wire.mend();
      var next = LedgerNode.event("unknown", 1);
      node.appender.append(List.of(next));
      assertThat(stored()).containsExactly(events.getFirst(), next);
    }
  }

  /// A node whose writer reaches the database through `wire`, and everything else directly.
  private LedgerNode behind(FaultyWire wire) {
    return new LedgerNode(database, new Databases(wire.url()));
  }

  private List<NewEvent> stored() {
    return new LedgerReader(database.jdbc())
        .after(0, Integer.MAX_VALUE).stream().map(StoredEvent::event).toList();
  }
}
