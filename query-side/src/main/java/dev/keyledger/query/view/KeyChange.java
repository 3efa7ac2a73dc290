package dev.keyledger.query.view;

import dev.keyledger.events.ApiKeyEvent;
import dev.keyledger.events.ApiKeyId;
import dev.keyledger.ledger.LedgerEntry;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What happened to a key.
///
/// @param event what
/// @param entry when, and its place in the ledger
public record KeyChange(ApiKeyEvent event, LedgerEntry entry) {

  /// What happened to a key by this event; nothing when it happened to something else.
  ///
  /// @throws RuntimeException when it cannot be read, or tells of another key than it happened to
  public static Optional<KeyChange> of(LedgerEntry entry) {
    if (!(entry.event() instanceof ApiKeyEvent event)) {
      return Optional.empty();
    }
    if (!entry.aggregateId().equals(Objects.toString(event.apiKeyId()))) {
      throw new IllegalArgumentException("an event tells of another key than it happened to");
    }
    return Optional.of(new KeyChange(event, entry));
  }

  /// Those of `events` that happened to keys, in the same order.
  ///
  /// @throws RuntimeException when one of them cannot be read
  public static List<KeyChange> in(List<LedgerEntry> events) {
    return events.stream().map(KeyChange::of).flatMap(Optional::stream).toList();
  }

  /// The key.
  public ApiKeyId apiKeyId() {
    return event.apiKeyId();
  }
}
