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
  private volatile Index<Sha256, Secret> secrets = new Index<>(Secret::isOfUse);
  private volatile Index<KeyIdentity, LookupEntry> keys = new Index<>(_ -> true);
  private volatile AtomicInteger size = new AtomicInteger();
  private Map<ProjectId, ProjectId> projects = new HashMap<>();

  /// The judgement of what has this digest, at `now`.
  Verdict judge(Sha256 digest, Instant now) {
    Secret secret = secrets.find(digest);
    return secret == null ? new Verdict.Unknown() : secret.judge(now);
  }

  /// What is known of a key.
  @Nullable LookupEntry find(ApiKeyId apiKeyId) {
    return keys.find(new KeyIdentity(apiKeyId));
  }

  /// How many keys there are, ended ones included.
  int size() {
    return size.get();
  }

  /// Shows every key to `visitor`, as it is at some moment meanwhile.
  void forEach(Consumer<LookupEntry> visitor) {
    keys.forEach(visitor);
  }

  /// How many places there are for keys and secrets, used or not.
  long places() {
    return (long) keys.places() + secrets.places();
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
      put(before, after(event, before, before.after(version)));
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
            created.apiKeyId(), version, created.kind(), shared(created.projectId()), occurredAt)
        .withName(created.name())
        .withMetadata(created.metadata())
        .withExpiry(created.expiresAt())
        .withSecrets(new Secret(created.digest().sha256(), null), null);
  }

  private static LookupEntry after(ApiKeyEvent event, LookupEntry before, LookupEntry key) {
    return switch (event) {
      case ApiKeyCreated _ -> throw new IllegalArgumentException("a key is created once");
      case ApiKeyRenamed renamed -> key.withName(renamed.name());
      case ApiKeyExpiryChanged changed -> key.withExpiry(changed.expiresAt());
      case ApiKeyMetadataChanged changed -> key.withMetadata(changed.metadata());
      case ApiKeyDisabled _ -> key.withDisabled(true);
      case ApiKeyEnabled _ -> key.withDisabled(false);
      case ApiKeyRotated rotated ->
          key.withSecrets(new Secret(rotated.digest().sha256(), null), keptSecret(before, rotated));
      case ApiKeyRotationCompleted _ -> key.withSecrets(before.secret(), null);
      case ApiKeyRevoked _ -> key.withRevoked(true);
    };
  }

  private static @Nullable Secret keptSecret(LookupEntry before, ApiKeyRotated rotated) {
    if (rotated.kept() == null) {
      return null;
    }
    var kept = rotated.kept().sha256();
    return before
        .secrets()
        .filter(kept::equals)
        .findFirst()
        .map(secret -> secret.until(rotated.keptUntil()))
        .orElse(null);
  }

  /// A secret is found only after its key is; one that has ended is led away from its key first.
  private void put(@Nullable LookupEntry before, LookupEntry key) {
    keys.put(key);
    if (before == null) {
      size.incrementAndGet();
    } else {
      before
          .secrets()
          .filter(old -> key.secrets().noneMatch(old::equals))
          .forEach(ended -> ended.leadTo(null));
    }
    key.secrets()
        .forEach(secret -> {
          secret.leadTo(key);
          secrets.put(secret);
        });
  }
}
