package dev.keyledger.command.apikey;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.keyledger.events.ApiKeyCreated;
import dev.keyledger.events.ApiKeyEvent;
import dev.keyledger.events.ApiKeyId;
import dev.keyledger.events.KeyKind;
import dev.keyledger.key.PlaintextKey;
import java.time.Clock;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/// An API key, from its creation on: what may happen to it, and what then has happened.
///
/// Creation is a method and not a constructor, because Axon returns what a method returns, and the
/// plaintext leaves by that way alone.
@Aggregate(type = "ApiKey")
final class ApiKeyAggregate {
  @SuppressWarnings("UnusedVariable") // Axon reads it
  @AggregateIdentifier
  private @Nullable ApiKeyId apiKeyId;

  ApiKeyAggregate() {}

  @CommandHandler
  @CreationPolicy(AggregateCreationPolicy.ALWAYS)
  CreatedApiKey handle(CreateApiKey command, RandomGenerator randomness, Clock clock) {
    requireFuture(command.expiresAt(), clock);
    var key = PlaintextKey.mint(randomness);
    apply(
        new ApiKeyCreated(
            command.apiKeyId(),
            command.kind(),
            command.projectId(),
            command.name() == null ? null : command.name().value(),
            key.prefix(),
            key.digest(),
            command.expiresAt()));
    return new CreatedApiKey(command.apiKeyId(), key, command.name(), command.expiresAt());
  }

  @CommandHandler
  @CreationPolicy(AggregateCreationPolicy.ALWAYS)
  void handle(AdoptPartnerKey command) {
    apply(
        new ApiKeyCreated(
            command.apiKeyId(),
            KeyKind.PARTNER,
            null,
            command.name().value(),
            command.prefix(),
            command.digest(),
            null));
  }

  @EventSourcingHandler
  void on(ApiKeyEvent event) {
    switch (event) {
      case ApiKeyCreated created -> apiKeyId = created.apiKeyId();
    }
  }

  private static void requireFuture(@Nullable Instant expiresAt, Clock clock) {
    if (expiresAt != null && !expiresAt.isAfter(clock.instant())) {
      throw new CommandRefused(Refusal.EXPIRES_AT_IN_PAST);
    }
  }
}
