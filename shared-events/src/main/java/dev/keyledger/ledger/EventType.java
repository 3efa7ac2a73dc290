package dev.keyledger.ledger;

import dev.keyledger.events.ApiKeyCreated;
import dev.keyledger.events.HistoryAccepted;
import java.util.Arrays;
import java.util.Optional;

/// The name under which each event is stored, for ever, and the revision that is written today.
///
/// Names do not depend on classes: an event may move to another package and stays readable.
enum EventType {
  /// Stored as `api-key.created`.
  API_KEY_CREATED("api-key.created", "1", ApiKeyCreated.class),
  /// Stored as `ledger.history-accepted`.
  HISTORY_ACCEPTED("ledger.history-accepted", "1", HistoryAccepted.class);

  private final String alias;
  private final String revision;
  private final Class<?> event;

  EventType(String alias, String revision, Class<?> event) {
    this.alias = alias;
    this.revision = revision;
    this.event = event;
  }

  static Optional<EventType> of(Class<?> event) {
    return Arrays.stream(values()).filter(type -> type.event.equals(event)).findFirst();
  }

  static Optional<EventType> of(String alias) {
    return Arrays.stream(values()).filter(type -> type.alias.equals(alias)).findFirst();
  }

  String alias() {
    return alias;
  }

  String revision() {
    return revision;
  }

  Class<?> event() {
    return event;
  }
}
