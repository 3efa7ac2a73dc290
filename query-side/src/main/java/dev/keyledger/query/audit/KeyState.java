package dev.keyledger.query.audit;

import dev.keyledger.events.ApiKeyCreated;
import dev.keyledger.events.ApiKeyDisabled;
import dev.keyledger.events.ApiKeyEnabled;
import dev.keyledger.events.ApiKeyEvent;
import dev.keyledger.events.ApiKeyExpiryChanged;
import dev.keyledger.events.ApiKeyMetadataChanged;
import dev.keyledger.events.ApiKeyRenamed;
import dev.keyledger.events.ApiKeyRevoked;
import dev.keyledger.events.ApiKeyRotated;
import dev.keyledger.events.ApiKeyRotationCompleted;
import dev.keyledger.events.ProjectId;
import dev.keyledger.key.KeyPrefix;
import dev.keyledger.ledger.LedgerEntry;
import dev.keyledger.query.view.ApiKeyEntry;
import dev.keyledger.query.view.KeyStatus;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a key is after some of its events, beginning with its creation.
final class KeyState {
  private @Nullable ApiKeyCreated creation;
  private @Nullable LedgerEntry created;
  private @Nullable LedgerEntry opened;
  private @Nullable LedgerEntry expirySet;
  private @Nullable LedgerEntry disabled;
  private @Nullable LedgerEntry rotated;
  private @Nullable LedgerEntry revoked;
  private @Nullable String name;
  private @Nullable KeyPrefix prefix;
  private @Nullable Instant expiresAt;
  private @Nullable Instant overlapEndsAt;
  private SortedMap<String, String> metadata = new TreeMap<>();
  private long version;

  /// Goes on by one event.
  void apply(LedgerEntry entry) {
    version = entry.sequenceNumber();
    switch ((ApiKeyEvent) entry.event()) {
      case ApiKeyCreated event -> begin(event, entry);
      case ApiKeyRenamed event -> name = event.name();
      case ApiKeyExpiryChanged event -> {
        expiresAt = event.expiresAt();
        expirySet = entry;
        opened = entry;
      }
      case ApiKeyMetadataChanged event -> metadata = new TreeMap<>(event.metadata());
      case ApiKeyDisabled _ -> disabled = entry;
      case ApiKeyEnabled _ -> {
        disabled = null;
        opened = entry;
      }
      case ApiKeyRotated event -> {
        prefix = event.prefix();
        overlapEndsAt = event.keptUntil();
        rotated = entry;
      }
      case ApiKeyRotationCompleted _ -> overlapEndsAt = null;
      case ApiKeyRevoked _ -> revoked = entry;
    }
  }

  private void begin(ApiKeyCreated event, LedgerEntry entry) {
    creation = event;
    created = entry;
    opened = entry;
    expirySet = entry;
    name = event.name();
    prefix = event.prefix();
    expiresAt = event.expiresAt();
    if (event.metadata() != null) {
      metadata.putAll(event.metadata());
    }
  }

  @Nullable ProjectId projectId() {
    return creation().projectId();
  }

  @Nullable String name() {
    return name;
  }

  @Nullable Instant expiresAt() {
    return expiresAt;
  }

  KeyStatus statusAt(Instant now) {
    return KeyStatus.of(revoked != null, KeyStatus.isOver(expiresAt, now), disabled != null);
  }

  /// The event that makes the key what it is. That of an expired key set its end.
  LedgerEntry decisive(KeyStatus status) {
    return Objects.requireNonNull(
        switch (status) {
          case REVOKED -> revoked;
          case EXPIRED -> expirySet;
          case DISABLED -> disabled;
          case ACTIVE -> opened;
        });
  }

  /// The key as people saw it at `now`.
  ApiKeyEntry shownAt(Instant now) {
    KeyStatus status = statusAt(now);
    return new ApiKeyEntry(
        name,
        creation().apiKeyId().value(),
        Objects.requireNonNull(prefix).value(),
        creation().kind().word(),
        Objects.toString(projectId(), null),
        status.word(),
        Objects.requireNonNull(created).occurredAt(),
        expiresAt,
        time(disabled),
        time(rotated),
        status.overlap(overlapEndsAt, now),
        time(revoked),
        null,
        metadata,
        version);
  }

  private static @Nullable Instant time(@Nullable LedgerEntry entry) {
    return entry == null ? null : entry.occurredAt();
  }

  private ApiKeyCreated creation() {
    return Objects.requireNonNull(creation);
  }

  /// Everything about the key that events can change and people may see, by name. What there is
  /// none of is missing.
  SortedMap<String, Object> facts() {
    var facts = new TreeMap<String, Object>();
    if (creation != null) {
      facts.put("kind", creation.kind().word());
    }
    put(facts, "name", name);
    put(facts, "prefix", prefix == null ? null : prefix.value());
    put(facts, "expiresAt", expiresAt);
    put(facts, "metadata", metadata.isEmpty() ? null : Map.copyOf(metadata));
    put(facts, "overlapEndsAt", overlapEndsAt);
    facts.put("disabled", disabled != null);
    facts.put("revoked", revoked != null);
    return facts;
  }

  private static void put(Map<String, Object> facts, String fact, @Nullable Object value) {
    if (value != null) {
      facts.put(fact, value);
    }
  }
}
