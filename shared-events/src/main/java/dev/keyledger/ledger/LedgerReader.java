package dev.keyledger.ledger;

import dev.keyledger.ledger.proof.Hash;
import dev.keyledger.ledger.proof.TreeEdge;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Reads events, one statement at a time: no transaction outlives a page.
public final class LedgerReader {
  private static final String COLUMNS =
      """
      SELECT position, occurred_at, event_id, aggregate_id, aggregate_type, sequence_number,
        payload_type, payload_revision, payload, metadata, leaf_hash
      FROM ledger.event
      """;

  private static final String OF_AGGREGATE =
      COLUMNS + "WHERE aggregate_id = ? AND sequence_number >= ? ORDER BY sequence_number";

  private static final String AFTER = COLUMNS + "WHERE position > ? ORDER BY position LIMIT ?";

  private static final String AT = COLUMNS + "WHERE position = ANY (?::bigint[]) ORDER BY position";

  private static final String OF_AGGREGATES =
      COLUMNS + "WHERE aggregate_id = ANY (?::text[]) ORDER BY aggregate_id, sequence_number";

  private static final String LAST_SEQUENCE_NUMBER =
      """
      SELECT sequence_number FROM ledger.event
      WHERE aggregate_id = ? ORDER BY sequence_number DESC LIMIT 1
      """;

  /// Whoever appends right now is waited for. Who has made up a time for a batch that is still on
  /// its way finds another version of the head's row. Nothing of this need reach the disk.
  private static final String NEXT_TIME =
      """
      WITH head AS MATERIALIZED (
        UPDATE ledger.head SET only_row = true
        FROM set_config('synchronous_commit', 'off', true)
        RETURNING occurred_at)
      SELECT greatest(clock_timestamp(), occurred_at) FROM head
      """;

  /// Not from the head's row, which has to be searched among its older versions. Whoever reads for
  /// long keeps them all: after a million appends the search takes 80 ms.
  static final String HEAD = "SELECT coalesce(max(position), 0) FROM ledger.event";

  static final String LAST_TIME =
      "SELECT occurred_at FROM ledger.event ORDER BY position DESC LIMIT 1";

  private final JdbcClient jdbc;

  LedgerReader(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// The events of an aggregate, in their order, from a sequence number on.
  List<StoredEvent> ofAggregate(String aggregateId, long firstSequenceNumber) {
    return jdbc.sql(OF_AGGREGATE)
        .params(aggregateId, firstSequenceNumber)
        .query((row, _) -> event(row))
        .list();
  }

  /// The next events after `position`, at most `limit`.
  ///
  /// @throws IllegalStateException when one is missing: somebody has removed it
  List<StoredEvent> after(long position, int limit) {
    var events = jdbc.sql(AFTER).params(position, limit).query((row, _) -> event(row)).list();
    for (int i = 0; i < events.size(); i++) {
      if (events.get(i).position() != position + 1 + i) {
        throw new IllegalStateException("the ledger has lost position " + (position + 1 + i));
      }
    }
    return events;
  }

  /// The events at these positions, in their order.
  List<StoredEvent> at(Collection<Long> positions) {
    return jdbc.sql(AT).param(positions.toArray(Long[]::new)).query((row, _) -> event(row)).list();
  }

  /// All events of these aggregates: those of each together, in their order.
  List<StoredEvent> ofAggregates(Collection<String> aggregateIds) {
    return jdbc.sql(OF_AGGREGATES)
        .param(aggregateIds.toArray(String[]::new))
        .query((row, _) -> event(row))
        .list();
  }

  /// The time of the last event; before all times when there is none.
  Instant lastTime() {
    return time(LAST_TIME).orElse(Instant.MIN);
  }

  /// No event that is stored after this call gets an earlier time; and all that have one are there
  /// to be read.
  Instant nextTime() {
    return time(NEXT_TIME).orElseThrow();
  }

  private Optional<Instant> time(String statement) {
    return jdbc.sql(statement)
        .query(OffsetDateTime.class)
        .optional()
        .map(OffsetDateTime::toInstant);
  }

  /// The sequence number of the last event of an aggregate.
  Optional<Long> lastSequenceNumber(String aggregateId) {
    return jdbc.sql(LAST_SEQUENCE_NUMBER).param(aggregateId).query(Long.class).optional();
  }

  /// The position of the last event, 0 when there is none; one round trip to PostgreSQL.
  ///
  /// Every command that was answered before the call, on whichever node, is at or before it.
  ///
  /// @throws org.springframework.dao.DataAccessException when PostgreSQL cannot be asked
  public long head() {
    return jdbc.sql(HEAD).query(Long.class).single();
  }

  /// The right edge of the tree over all events, as it is stored with the head.
  TreeEdge edge() {
    return jdbc.sql("SELECT position, edge FROM ledger.head")
        .query((row, _) -> TreeEdge.of(row.getLong(1), row.getBytes(2)))
        .single();
  }

  /// Which ledger this is, a UUID; also the aggregate of what happens to the ledger itself.
  String ledgerId() {
    return jdbc.sql("SELECT ledger_id::text FROM ledger.head").query(String.class).single();
  }

  /// Why nothing is appended, when nothing is.
  Optional<String> stoppedBecause() {
    return jdbc.sql("SELECT stopped_because FROM ledger.head WHERE stopped_because IS NOT NULL")
        .query(String.class)
        .optional();
  }

  private static StoredEvent event(ResultSet row) throws SQLException {
    return new StoredEvent(
        row.getLong(1),
        row.getObject(2, OffsetDateTime.class).toInstant(),
        new NewEvent(
            row.getString(3),
            row.getString(4),
            row.getString(5),
            row.getLong(6),
            row.getString(7),
            row.getString(8),
            row.getString(9),
            row.getString(10)),
        Hash.of(row.getBytes(11)));
  }
}
