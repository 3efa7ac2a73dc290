package dev.keyledger.benchmarks;

import java.util.ArrayList;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;

/// A past for a ledger: what happened to many keys, some hundred events in each commit.
///
/// @param events where they are stored
/// @param lives what happened
record History(EventStore events, Lives lives) {
  private static final int BATCH = 500;

  /// Writes at least `count` events.
  void write(int count) {
    for (int written = 0; written < count; ) {
      var batch = new ArrayList<DomainEventMessage<?>>();
      while (batch.size() < BATCH) {
        batch.addAll(lives.next());
      }
      events.publish(batch);
      written += batch.size();
    }
  }
}
