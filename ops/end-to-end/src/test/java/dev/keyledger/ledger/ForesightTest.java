package dev.keyledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.keyledger.ledger.proof.TreeEdge;
import dev.keyledger.story.Apart;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/// A node that writes alone guesses where the ledger ends, and PostgreSQL knows better.
@Apart
@Timeout(60)
final class ForesightTest {
  @RegisterExtension private static final OneLedger ledger = new OneLedger();

  private Databases database;
  private LedgerNode node;
  private long appended;

  @BeforeEach
  void makeLedger() {
    database = ledger.database();
    node = ledger.node();
    appended = 0;
  }

  @Test
  void theTimeOfAForeseenEventIsThatOfTheDatabase() {
    foresee();
    var befores = new ArrayList<Instant>();
    var afters = new ArrayList<Instant>();
    long first = appended;
    for (int i = 0; i < 50; i++) {
      befores.add(clock());
      append(node);
      afters.add(clock());
    }

    var times = node.reader.after(first, 50).stream().map(StoredEvent::occurredAt).toList();
    assertThat(times).isSorted().hasSize(50);
    for (int i = 0; i < 50; i++) {
      assertThat(times.get(i)).isBetween(befores.get(i).minus(Foresight.LIFE), afters.get(i));
    }
  }

  @Test
  void whatAnotherNodeHasWrittenInBetweenComesFirst() throws Exception {
    try (var other = LedgerNode.on(database)) {
      for (int i = 0; i < 10; i++) {
        foresee();
        append(other);
        append(node);
      }
    }

    var events = node.reader.after(0, Integer.MAX_VALUE);
    assertThat(events.stream().map(event -> event.event().sequenceNumber()))
        .containsExactlyElementsOf(LongStream.range(0, appended).boxed().toList());
    assertThat(events.stream().map(StoredEvent::occurredAt)).isSorted();
    var edge = TreeEdge.EMPTY;
    for (StoredEvent event : events) {
      edge = edge.plus(event.event().at(event.position(), event.occurredAt()).hash());
    }
    assertThat(node.reader.edge()).isEqualTo(edge);
  }

  @Test
  void nothingIsAppendedToAHeadThatWasStopped() {
    foresee();
    node.jdbc.sql("UPDATE ledger.head SET stopped_because = 'a test'").update();

    assertThatExceptionOfType(LedgerUnavailable.class)
        .isThrownBy(() -> append(node))
        .withMessage("nothing is appended: a test");
    assertThat(node.reader.head()).isEqualTo(appended);
  }

  @Test
  void aHeadThatIsAheadOfTheClockIsFollowed() {
    foresee();
    Instant ahead = clock().plusSeconds(60);
    node.jdbc
        .sql("UPDATE ledger.head SET occurred_at = ?")
        .param(ahead.atOffset(ZoneOffset.UTC))
        .update();
    long first = appended;
    for (int i = 0; i < 5; i++) {
      append(node);
    }

    assertThat(node.reader.after(first, 5).stream().map(StoredEvent::occurredAt))
        .containsOnly(ahead);
  }

  /// It would find all versions that somebody who reads for long keeps alive.
  @Test
  void theHeadIsNotSearched() throws SQLException {
    var number = new AtomicInteger();
    String statement =
        Pattern.compile("\\?")
            .matcher(WriterSession.STORE_FORESEEN)
            .replaceAll(_ -> "\\$" + number.incrementAndGet());

    // Otherwise the driver would want to know the parameters.
    String url = database.getJdbcUrl() + "?preferQueryMode=simple";
    try (var session =
        DriverManager.getConnection(url, database.getUsername(), database.getPassword())) {
      var jdbc = JdbcClient.create(new SingleConnectionDataSource(session, true));
      jdbc.sql("ANALYZE ledger.head").update();
      jdbc.sql(WriterSession.SETTINGS).update();
      var plan = jdbc.sql("EXPLAIN (GENERIC_PLAN) " + statement).query(String.class).list();

      assertThat(plan)
          .anyMatch(line -> line.contains("Tid Scan on head"))
          .noneMatch(line -> line.contains("Seq Scan"));
    }
  }

  /// Appends until the node does so without a look at the head before. It takes three appends, or a
  /// few more where the machine is slow.
  private void foresee() {
    do {
      append(node);
    } while (!lastStatement().contains("moved"));
  }

  private void append(LedgerNode to) {
    to.appender.append(List.of(LedgerNode.event("a", appended)));
    appended++;
  }

  private Instant clock() {
    return node.jdbc
        .sql("SELECT clock_timestamp()")
        .query(OffsetDateTime.class)
        .single()
        .toInstant();
  }

  /// What a node's writer said last, the one that spoke last of all.
  private String lastStatement() {
    return node.jdbc
        .sql(
            """
            SELECT query FROM pg_stat_activity
            WHERE application_name = 'keyledger writer' AND datname = current_database()
            ORDER BY query_start DESC LIMIT 1
            """)
        .query(String.class)
        .single();
  }
}
