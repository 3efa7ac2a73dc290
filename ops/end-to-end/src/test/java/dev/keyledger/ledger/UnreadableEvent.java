package dev.keyledger.ledger;

import java.util.List;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/// An event that no version can read, as a defect or a much newer node might store it.
public final class UnreadableEvent {
  private UnreadableEvent() {}

  /// Stores one behind the events of an aggregate.
  public static void append(
      JdbcConnectionDetails database, String aggregateId, long sequenceNumber) {
    try (var node = LedgerNode.on(database)) {
      node.appender.append(List.of(LedgerNode.event(aggregateId, sequenceNumber)));
    }
  }
}
