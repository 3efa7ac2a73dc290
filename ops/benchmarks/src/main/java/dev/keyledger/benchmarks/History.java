package dev.keyledger.benchmarks;

import dev.keyledger.events.ApiKeyCreated;
import dev.keyledger.events.ApiKeyId;
import dev.keyledger.events.KeyKind;
import dev.keyledger.events.ProjectId;
import dev.keyledger.key.PlaintextKey;
import dev.keyledger.ledger.Cause;
import java.security.SecureRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;

/// A past for a ledger: creations of many keys, some hundred in each commit.
///
/// @param events where they are stored
record History(EventStore events) {
  private static final int BATCH = 500;
  private static final ProjectId PROJECT = new ProjectId("mtKDhe1U");

  /// Writes at least `count` events.
  void write(int count) {
    var randomness = new SecureRandom();
    for (int written = 0; written < count; written += BATCH) {
      events.publish(Stream.generate(() -> creation(randomness)).limit(BATCH).toList());
    }
  }

  private static DomainEventMessage<ApiKeyCreated> creation(RandomGenerator randomness) {
    var id = ApiKeyId.random(randomness);
    var key = PlaintextKey.mint(randomness);
    return new GenericDomainEventMessage<>(
        "ApiKey",
        id.toString(),
        0,
        new ApiKeyCreated(
            id, KeyKind.PROJECT, PROJECT, "test", key.prefix(), key.digest(), null, null, null),
        Cause.system().metadata());
  }
}
