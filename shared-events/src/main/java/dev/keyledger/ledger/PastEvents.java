package dev.keyledger.ledger;

import java.util.Collection;
import java.util.List;
import org.axonframework.serialization.Serializer;

/// Looks up what has happened: by its place in the ledger, or by what it happened to.
public final class PastEvents {
  private final LedgerReader reader;
  private final Serializer serializer;

  PastEvents(LedgerReader reader, Serializer serializer) {
    this.reader = reader;
    this.serializer = serializer;
  }

  /// The events at these positions, in the order of the ledger.
  ///
  /// @throws org.springframework.dao.DataAccessException when PostgreSQL cannot be asked
  public List<LedgerEntry> at(Collection<Long> positions) {
    return entries(reader.at(positions));
  }

  /// All events of these aggregates: those of each together, in their order.
  ///
  /// @throws org.springframework.dao.DataAccessException when PostgreSQL cannot be asked
  public List<LedgerEntry> ofAggregates(Collection<String> aggregateIds) {
    return entries(reader.ofAggregates(aggregateIds));
  }

  private List<LedgerEntry> entries(List<StoredEvent> events) {
    return events.stream().map(event -> new LedgerEntry(event, serializer)).toList();
  }
}
