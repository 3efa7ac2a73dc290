package dev.keyledger.query.view;

import dev.keyledger.events.ApiKeyEvent;
import dev.keyledger.events.ApiKeyId;
import dev.keyledger.ledger.LedgerEntry;
import java.util.List;

/// What happened to a key.
///
/// @param event what
/// @param entry when, and its place in the ledger
public record KeyChange(ApiKeyEvent event, LedgerEntry entry) {

  /// Those of `events` that happened to keys, in the same order.
  ///
  /// @throws org.axonframework.serialization.SerializationException when one cannot be read
  public static List<KeyChange> in(List<LedgerEntry> events) {
    return events.stream()
        .<KeyChange>mapMulti((entry, change) -> {
          if (entry.event() instanceof ApiKeyEvent event) {
            change.accept(new KeyChange(event, entry));
          }
        })
        .toList();
  }

  /// The key.
  public ApiKeyId apiKeyId() {
    return event.apiKeyId();
  }
}
