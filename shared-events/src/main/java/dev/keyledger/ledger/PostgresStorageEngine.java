package dev.keyledger.ledger;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventsourcing.eventstore.jdbc.EventSchema;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;

/// Axon's JDBC engine on `ledger.event`, without its habits that hurt here.
final class PostgresStorageEngine extends JdbcEventStorageEngine {
  /// Far above any transaction's length, so that a streaming reader never gives up on a gap.
  private static final Duration GAP_TIMEOUT = Duration.ofMinutes(10);

  private static final int PAGE = 100;

  /// As fine as PostgreSQL's own times, and of one width, so that text sorts as time does. Axon
  /// would cut to milliseconds, and a view that is built again would differ from the one that saw
  /// the event live.
  private static final DateTimeFormatter OCCURRED_AT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSX").withZone(ZoneOffset.UTC);

  /// @param builder with connections, transactions, serializers and exception resolver set
  PostgresStorageEngine(Builder builder) {
    super(
        builder
            .schema(eventTable())
            .dataType(String.class)
            .batchSize(PAGE)
            .finalAggregateBatchPredicate(page -> page.size() < PAGE)
            .gapTimeout(Math.toIntExact(GAP_TIMEOUT.toMillis())));
  }

  /// A key has a handful of events: reading them all is cheaper than asking for a snapshot first.
  @Override
  protected Stream<? extends DomainEventData<?>> readSnapshotData(String aggregateId) {
    return Stream.empty();
  }

  @Override
  protected void writeTimestamp(PreparedStatement statement, int position, Instant timestamp)
      throws SQLException {
    statement.setString(position, OCCURRED_AT.format(timestamp));
  }

  private static EventSchema eventTable() {
    return EventSchema.builder()
        .eventTable("ledger.event")
        .globalIndexColumn("position")
        .eventIdentifierColumn("event_id")
        .aggregateIdentifierColumn("aggregate_id")
        .typeColumn("aggregate_type")
        .sequenceNumberColumn("sequence_number")
        .payloadTypeColumn("payload_type")
        .payloadRevisionColumn("payload_revision")
        .payloadColumn("payload")
        .metaDataColumn("metadata")
        .timestampColumn("occurred_at")
        .build();
  }
}
