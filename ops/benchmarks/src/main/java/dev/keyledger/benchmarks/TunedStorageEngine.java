package dev.keyledger.benchmarks;

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
import org.axonframework.eventsourcing.eventstore.jpa.SQLStateResolver;

/// Axon's JDBC engine on `tuned.event`, tuned as the service had it.
final class TunedStorageEngine extends JdbcEventStorageEngine {
  private static final Duration GAP_TIMEOUT = Duration.ofMinutes(10);
  private static final int PAGE = 100;
  private static final String UNIQUE_VIOLATION = "23505";

  private static final DateTimeFormatter OCCURRED_AT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSX").withZone(ZoneOffset.UTC);

  /// @param builder with connections, transactions and serializers set
  TunedStorageEngine(Builder builder) {
    super(
        builder
            .schema(eventTable())
            .dataType(String.class)
            .persistenceExceptionResolver(new SQLStateResolver(UNIQUE_VIOLATION))
            .batchSize(PAGE)
            .finalAggregateBatchPredicate(page -> page.size() < PAGE)
            .gapTimeout(Math.toIntExact(GAP_TIMEOUT.toMillis())));
  }

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
        .eventTable("tuned.event")
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
