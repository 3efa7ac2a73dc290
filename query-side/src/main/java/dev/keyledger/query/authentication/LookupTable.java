package dev.keyledger.query.authentication;

import dev.keyledger.events.ApiKeyCreated;
import dev.keyledger.events.ApiKeyDisabled;
import dev.keyledger.events.ApiKeyEnabled;
import dev.keyledger.events.ApiKeyEvent;
import dev.keyledger.events.ApiKeyExpiryChanged;
import dev.keyledger.events.ApiKeyId;
import dev.keyledger.events.ApiKeyMetadataChanged;
import dev.keyledger.events.ApiKeyRenamed;
import dev.keyledger.events.ApiKeyRevoked;
import dev.keyledger.events.ApiKeyRotated;
import dev.keyledger.events.ApiKeyRotationCompleted;
import dev.keyledger.events.ProjectId;
import dev.keyledger.key.Sha256;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// All keys, in memory: found by the digest of what was presented. One thread writes, any number
/// read meanwhile without a lock.
///
/// Every event goes into it in the order of the ledger. An event that is in it already, or older,
/// changes nothing.
@Component
final class LookupTable {
  private volatile SecretIndex secrets = new SecretIndex();
  private volatile KeyIndex<LookupEntry> keys = new KeyIndex<>();
  private volatile AtomicInteger size = new AtomicInteger();
  private Map<ProjectId, ProjectId> projects = new HashMap<>();

  /// The judgement of what has this digest. The clock is read after the look, and only where
  /// something ends: whoever is stopped in between does not go by an old time.
  Verdict judge(Sha256 digest, InstantSource clock) {
    Secret secret = secrets.find(digest);
    return secret == null ? new Verdict.Unknown() : secret.judge(clock);
  }

  /// What is known of a key.
  @Nullable LookupEntry find(ApiKeyId apiKeyId) {
    return keys.find(new KeyId(apiKeyId));
  }

  /// How many keys there are, ended ones included.
  int size() {
    return size.get();
  }

  /// Shows every key to `visitor`, as it is at some moment meanwhile.
  void forEach(Consumer<LookupEntry> visitor) {
    keys.forEach(visitor);
  }

  /// About how many bytes of heap it takes, its entries apart.
  long slotBytes() {
    return keys.bytes() + secrets.bytes();
  }

  /// Takes a key as it is known elsewhere, unless as much is known here.
  void load(LookupEntry key) {
    LookupEntry before = keys.find(key);
    if (before == null || before.version() < key.version()) {
      put(before, key);
    }
  }

  /// Goes on as `other`, which must not be used on its own any more. A key that both have is found
  /// at any moment; and what is found is as one of them has it.
  void become(LookupTable other) {
    keys = other.keys;
    secrets = other.secrets;
    size = other.size;
    projects = other.projects;
  }

  /// One and the same object for equal projects: most keys share theirs with others.
  @Nullable ProjectId shared(@Nullable ProjectId projectId) {
    return projectId == null ? null : projects.computeIfAbsent(projectId, same -> same);
  }

  /// Takes an event.
  ///
  /// @param version its sequence number
  /// @param occurredAt when it was stored
  void apply(ApiKeyEvent event, long version, Instant occurredAt) {
    LookupEntry before = find(event.apiKeyId());
    if (event instanceof ApiKeyCreated created) {
      if (before == null) {
        put(null, entry(created, version, occurredAt));
      }
    } else if (before != null && before.version() < version) {
      put(before, after(event, before, version));
    }
  }

  /// Takes an event that cannot be read: its key is good no more.
  void applyGarbled(ApiKeyId apiKeyId, long version) {
    LookupEntry before = find(apiKeyId);
    if (before != null && before.version() < version) {
      put(before, before.after(version).withGarbledHistory());
    }
  }

  private LookupEntry entry(ApiKeyCreated created, long version, Instant occurredAt) {
    return new LookupEntry(
            created.apiKeyId(),
            version,
            created.kind(),
            shared(created.projectId()),
            occurredAt,
            created.digest().sha256())
        .withName(created.name())
        .withMetadata(created.metadata())
        .withExpiry(created.expiresAt());
  }

  private static LookupEntry after(ApiKeyEvent event, LookupEntry before, long version) {
    var key = before.after(version);
    return switch (event) {
      case ApiKeyCreated _ -> throw new IllegalArgumentException("a key is created once");
      case ApiKeyRenamed renamed -> key.withName(renamed.name());
      case ApiKeyExpiryChanged changed -> key.withExpiry(changed.expiresAt());
      case ApiKeyMetadataChanged changed -> key.withMetadata(changed.metadata());
      case ApiKeyDisabled _ -> key.withDisabled(true);
      case ApiKeyEnabled _ -> key.withDisabled(false);
      case ApiKeyRotated rotated -> rotated(rotated, before, version);
      case ApiKeyRotationCompleted _ -> key.withoutOlderSecret();
      case ApiKeyRevoked _ -> key.withRevoked(true);
    };
  }

  private static LookupEntry rotated(ApiKeyRotated event, LookupEntry before, long version) {
    var key = before.after(version, event.digest().sha256());
    if (event.kept() == null) {
      return key;
    }
    var kept = event.kept().sha256();
    return before.secrets().anyMatch(kept::equals)
        ? key.withOlderSecret(kept, event.keptUntil())
        : key;
  }

  /// A secret is found only after its key is; one that has ended leads nowhere first.
  private void put(@Nullable LookupEntry before, LookupEntry key) {
    keys.put(key);
    if (before == null) {
      size.incrementAndGet();
    } else {
      before
          .secrets()
          .filter(old -> key.secrets().noneMatch(old::equals))
          .map(EndedSecret::new)
          .forEach(secrets::put);
    }
    key.secrets().forEach(secrets::put);
  }
}
