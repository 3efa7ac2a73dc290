package dev.keyledger.command.apikey;

import dev.keyledger.events.ApiKeyId;
import dev.keyledger.events.PartnerKeyCounted;
import java.util.HashSet;
import java.util.Set;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;

/// Sees to it that there is always a partner key that lasts: one that is enabled and has no expiry.
///
/// Every change of that goes into one stream, together with the event of the key that it is about.
/// Of two changes at the same instant the ledger refuses one, which is then decided again.
public final class PartnerKeys {
  /// The id of the stream.
  public static final String STREAM = "partner-keys";

  private static final String TYPE = "PartnerKeys";

  private final EventStore ledger;

  public PartnerKeys(EventStore ledger) {
    this.ledger = ledger;
  }

  /// Notes, with whatever the current command stores, whether a partner key lasts.
  ///
  /// @throws CommandRefused when none would last any more
  void count(ApiKeyId key, boolean lasts) {
    var lasting = new HashSet<ApiKeyId>();
    long version = -1;
    for (var events = ledger.readEvents(STREAM); events.hasNext(); ) {
      var event = events.next();
      version = event.getSequenceNumber();
      apply((PartnerKeyCounted) event.getPayload(), lasting);
    }
    var counted = new PartnerKeyCounted(key, lasts);
    if (apply(counted, lasting)) {
      if (lasting.isEmpty()) {
        throw new CommandRefused(Refusal.LAST_PARTNER_KEY);
      }
      ledger.publish(new GenericDomainEventMessage<>(TYPE, STREAM, version + 1, counted));
    }
  }

  /// @return whether it changes anything
  private static boolean apply(PartnerKeyCounted counted, Set<ApiKeyId> lasting) {
    return counted.lasting() ? lasting.add(counted.apiKeyId()) : lasting.remove(counted.apiKeyId());
  }
}
