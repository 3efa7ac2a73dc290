package dev.keyledger.query.authentication;

import dev.keyledger.events.ApiKeyCreated;
import dev.keyledger.events.ApiKeyId;
import dev.keyledger.ledger.LedgerEntry;
import dev.keyledger.query.view.KeyChange;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Takes the ledger's events into a [LookupTable]. An event that cannot be read costs its key,
/// which is let in no more, and nobody else: whatever is wrong with it, it is wrong with every
/// further attempt too.
@Component
final class TableEvents {
  private static final Logger log = LoggerFactory.getLogger(TableEvents.class);

  private final Counter garbled;

  TableEvents(MeterRegistry meters) {
    this.garbled =
        Counter.builder("keyledger.lookup.garbled.events")
            .description("Events that cannot be read, each of which costs its key")
            .register(meters);
  }

  /// Takes an event.
  ///
  /// @return whether it happened to a key that was there before: then somebody may be waiting for
  ///   it
  boolean apply(LedgerEntry entry, LookupTable table) {
    try {
      var change = KeyChange.of(entry);
      change.ifPresent(
          some -> table.apply(some.event(), entry.sequenceNumber(), entry.occurredAt()));
      return change.filter(some -> !(some.event() instanceof ApiKeyCreated)).isPresent();
    } catch (RuntimeException e) {
      garbled.increment();
      log.error(
          "The event at position {} cannot be read: its key is good no more", entry.position(), e);
      keyOf(entry).ifPresent(key -> table.applyGarbled(key, entry.sequenceNumber()));
      return false;
    }
  }

  private static Optional<ApiKeyId> keyOf(LedgerEntry entry) {
    try {
      return Optional.of(ApiKeyId.of(entry.aggregateId()));
    } catch (IllegalArgumentException _) {
      // It happened to something else than a key.
      return Optional.empty();
    }
  }
}
