package dev.keyledger.command.apikey;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;
import static org.axonframework.modelling.command.AggregateLifecycle.getVersion;

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
import dev.keyledger.events.KeyKind;
import dev.keyledger.events.ProjectId;
import dev.keyledger.key.PlaintextKey;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.Nullable;

/// An API key, from its creation on: what may happen to it, and what then has happened.
///
/// Creation is a method and not a constructor, because Axon returns what a method returns, and the
/// plaintext leaves by that way alone. A command that would change nothing applies no event.
@AggregateRoot(type = "ApiKey")
final class ApiKeyAggregate {
  @AggregateIdentifier private @Nullable ApiKeyId apiKeyId;

  private @Nullable KeyKind kind;
  private @Nullable ProjectId projectId;
  private @Nullable Secrets secrets;
  private @Nullable String requestHash;
  private @Nullable String name;
  private @Nullable Instant expiresAt;
  private KeyMetadata metadata = KeyMetadata.NONE;
  private boolean disabled;
  private boolean revoked;

  ApiKeyAggregate() {}

  @CommandHandler
  @CreationPolicy(AggregateCreationPolicy.ALWAYS)
  CreatedApiKey handle(
      CreateApiKey command, RandomGenerator randomness, Clock clock, PartnerKeys partners) {
    requireFuture(command.expiresAt(), clock.instant());
    var key = PlaintextKey.mint(randomness);
    apply(
        new ApiKeyCreated(
            command.apiKeyId(),
            command.kind(),
            command.projectId(),
            command.name() == null ? null : command.name().value(),
            key.prefix(),
            key.digest(),
            command.expiresAt(),
            command.metadata().equals(KeyMetadata.NONE) ? null : command.metadata().entries(),
            command.repeatable() ? command.hash() : null));
    count(partners);
    return minted(key);
  }

  @CommandHandler
  @CreationPolicy(AggregateCreationPolicy.ALWAYS)
  void handle(AdoptApiKey command, PartnerKeys partners) {
    apply(
        new ApiKeyCreated(
            command.apiKeyId(),
            command.kind(),
            null,
            command.name().value(),
            command.prefix(),
            command.digest(),
            null,
            null,
            null));
    count(partners);
  }

  @CommandHandler
  void handle(@SuppressWarnings("unused") CountPartnerKey command, PartnerKeys partners) {
    count(partners);
  }

  private void count(PartnerKeys partners) {
    if (kind == KeyKind.PARTNER) {
      partners.count(id(), !disabled && !revoked && expiresAt == null);
    }
  }

  /// The plaintext of the key is stored nowhere: who lost the answer has to rotate.
  @CommandHandler
  Refusal handle(RepeatCreation command) {
    return command.requestHash().equals(requestHash)
        ? Refusal.ALREADY_CREATED
        : Refusal.IDEMPOTENCY_KEY_REUSED;
  }

  @CommandHandler
  long handle(UpdateApiKey command, Clock clock, PartnerKeys partners) {
    requireUsable(command);
    Instant now = clock.instant();
    command.name().map(KeyName::value).ifGiven(this::rename);
    command.expiresAt().ifGiven(wanted -> changeExpiry(wanted, now));
    command.metadata().map(this::changed).ifGiven(this::change);
    count(partners);
    return getVersion();
  }

  private void rename(@Nullable String wanted) {
    if (!Objects.equals(name, wanted)) {
      apply(new ApiKeyRenamed(id(), wanted));
    }
  }

  private void changeExpiry(@Nullable Instant wanted, Instant now) {
    if (!Objects.equals(expiresAt, wanted)) {
      requireNotExpired(now);
      requireFuture(wanted, now);
      apply(new ApiKeyExpiryChanged(id(), wanted));
    }
  }

  private KeyMetadata changed(Map<String, @Nullable String> changes) {
    try {
      return metadata.with(changes);
    } catch (IllegalArgumentException _) {
      throw new CommandRefused(Refusal.METADATA_TOO_LARGE);
    }
  }

  private void change(@Nullable KeyMetadata edited) {
    KeyMetadata wanted = edited == null ? KeyMetadata.NONE : edited;
    if (!metadata.equals(wanted)) {
      apply(new ApiKeyMetadataChanged(id(), wanted.entries()));
    }
  }

  @CommandHandler
  long handle(DisableApiKey command, PartnerKeys partners) {
    requireUsable(command);
    if (!disabled) {
      apply(new ApiKeyDisabled(id()));
      count(partners);
    }
    return getVersion();
  }

  @CommandHandler
  long handle(EnableApiKey command, PartnerKeys partners) {
    requireUsable(command);
    if (disabled) {
      apply(new ApiKeyEnabled(id()));
      count(partners);
    }
    return getVersion();
  }

  /// Who repeats it has lost an answer: the version that they expect is older then, and that is no
  /// reason to refuse (RFC 9110, 13.1.1).
  @CommandHandler
  void handle(RevokeApiKey command, PartnerKeys partners) {
    requireHere(command);
    if (!revoked) {
      requireVersion(command);
      apply(new ApiKeyRevoked(id()));
      count(partners);
    }
  }

  @CommandHandler
  CreatedApiKey handle(RotateApiKey command, RandomGenerator randomness, Clock clock) {
    requireUsable(command);
    Instant now = clock.instant();
    requireNotExpired(now);
    var key = PlaintextKey.mint(randomness);
    var next = Objects.requireNonNull(secrets).rotated(command, key.digest(), now);
    apply(new ApiKeyRotated(id(), key.prefix(), next.newest(), next.older(), next.olderUntil()));
    return minted(key);
  }

  @CommandHandler
  long handle(CompleteRotation command, Clock clock) {
    requireUsable(command);
    if (Objects.requireNonNull(secrets).overlapAt(clock.instant())) {
      apply(new ApiKeyRotationCompleted(id()));
    }
    return getVersion();
  }

  @EventSourcingHandler
  void on(ApiKeyEvent event) {
    switch (event) {
      case ApiKeyCreated created -> begin(created);
      case ApiKeyRenamed renamed -> name = renamed.name();
      case ApiKeyExpiryChanged changed -> expiresAt = changed.expiresAt();
      case ApiKeyMetadataChanged changed -> metadata = new KeyMetadata(changed.metadata());
      case ApiKeyDisabled _ -> disabled = true;
      case ApiKeyEnabled _ -> disabled = false;
      case ApiKeyRotated rotated ->
          secrets = new Secrets(rotated.digest(), rotated.kept(), rotated.keptUntil());
      case ApiKeyRotationCompleted _ ->
          secrets = Secrets.only(Objects.requireNonNull(secrets).newest());
      case ApiKeyRevoked _ -> revoked = true;
    }
  }

  private void begin(ApiKeyCreated created) {
    apiKeyId = created.apiKeyId();
    kind = created.kind();
    projectId = created.projectId();
    secrets = Secrets.only(created.digest());
    requestHash = created.requestHash();
    name = created.name();
    expiresAt = created.expiresAt();
    if (created.metadata() != null) {
      metadata = new KeyMetadata(created.metadata());
    }
  }

  private ApiKeyId id() {
    return Objects.requireNonNull(apiKeyId);
  }

  private CreatedApiKey minted(PlaintextKey key) {
    return new CreatedApiKey(
        id(), key, name == null ? null : new KeyName(name), expiresAt, getVersion());
  }

  /// What every change of a key that is still somebody's requires.
  private void requireUsable(KeyTarget.Command command) {
    requireHere(command);
    requireVersion(command);
    if (revoked) {
      throw new CommandRefused(Refusal.REVOKED);
    }
  }

  /// A key of another project is told from an unknown one by nobody.
  private void requireHere(KeyTarget.Command command) {
    if (apiKeyId == null || !Objects.equals(command.target().projectId(), projectId)) {
      throw new CommandRefused(Refusal.NO_SUCH_KEY);
    }
  }

  private void requireVersion(KeyTarget.Command command) {
    var versions = command.target().versions();
    if (versions != null && !versions.contains(getVersion())) {
      throw new CommandRefused(Refusal.OTHER_VERSION);
    }
  }

  /// Expiry is exclusive: a key is invalid at the very instant.
  private void requireNotExpired(Instant now) {
    if (expiresAt != null && !now.isBefore(expiresAt)) {
      throw new CommandRefused(Refusal.EXPIRED);
    }
  }

  private static void requireFuture(@Nullable Instant expiresAt, Instant now) {
    if (expiresAt != null && !expiresAt.isAfter(now)) {
      throw new CommandRefused(Refusal.EXPIRES_AT_IN_PAST);
    }
  }
}
