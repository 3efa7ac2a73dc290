package dev.keyledger.ledger;

import dev.keyledger.events.ApiKeyCreated;
import dev.keyledger.events.ApiKeyDisabled;
import dev.keyledger.events.ApiKeyEnabled;
import dev.keyledger.events.ApiKeyExpiryChanged;
import dev.keyledger.events.ApiKeyMetadataChanged;
import dev.keyledger.events.ApiKeyRenamed;
import dev.keyledger.events.ApiKeyRevoked;
import dev.keyledger.events.ApiKeyRotated;
import dev.keyledger.events.ApiKeyRotationCompleted;
import dev.keyledger.events.HistoryAccepted;
import dev.keyledger.events.PartnerKeyCounted;
import java.util.Arrays;
import java.util.Optional;

/// The name under which each event is stored, for ever, and the revision that is written today.
///
/// Names do not depend on classes: an event may move to another package and stays readable.
public enum EventType {
  /// Stored as `api-key.created`.
  API_KEY_CREATED("api-key.created", "1", ApiKeyCreated.class),
  /// Stored as `api-key.renamed`.
  API_KEY_RENAMED("api-key.renamed", "1", ApiKeyRenamed.class),
  /// Stored as `api-key.expiry-changed`.
  API_KEY_EXPIRY_CHANGED("api-key.expiry-changed", "1", ApiKeyExpiryChanged.class),
  /// Stored as `api-key.metadata-changed`.
  API_KEY_METADATA_CHANGED("api-key.metadata-changed", "1", ApiKeyMetadataChanged.class),
  /// Stored as `api-key.disabled`.
  API_KEY_DISABLED("api-key.disabled", "1", ApiKeyDisabled.class),
  /// Stored as `api-key.enabled`.
  API_KEY_ENABLED("api-key.enabled", "1", ApiKeyEnabled.class),
  /// Stored as `api-key.rotated`.
  API_KEY_ROTATED("api-key.rotated", "1", ApiKeyRotated.class),
  /// Stored as `api-key.rotation-completed`.
  API_KEY_ROTATION_COMPLETED("api-key.rotation-completed", "1", ApiKeyRotationCompleted.class),
  /// Stored as `api-key.revoked`.
  API_KEY_REVOKED("api-key.revoked", "1", ApiKeyRevoked.class),
  /// Stored as `partner-key.counted`.
  PARTNER_KEY_COUNTED("partner-key.counted", "1", PartnerKeyCounted.class),
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

  /// The type of an event of this class, or nothing when it is no event.
  public static Optional<EventType> of(Class<?> event) {
    return Arrays.stream(values()).filter(type -> type.event.equals(event)).findFirst();
  }

  /// The type that is stored under this name, or nothing when none is.
  public static Optional<EventType> of(String alias) {
    return Arrays.stream(values()).filter(type -> type.alias.equals(alias)).findFirst();
  }

  /// The name under which it is stored.
  public String alias() {
    return alias;
  }

  String revision() {
    return revision;
  }

  Class<?> event() {
    return event;
  }
}
