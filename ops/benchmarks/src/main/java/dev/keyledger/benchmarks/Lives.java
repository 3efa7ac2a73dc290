package dev.keyledger.benchmarks;

import dev.keyledger.events.ApiKeyCreated;
import dev.keyledger.events.ApiKeyDisabled;
import dev.keyledger.events.ApiKeyEvent;
import dev.keyledger.events.ApiKeyId;
import dev.keyledger.events.ApiKeyRenamed;
import dev.keyledger.events.ApiKeyRevoked;
import dev.keyledger.events.ApiKeyRotated;
import dev.keyledger.events.KeyKind;
import dev.keyledger.events.ProjectId;
import dev.keyledger.key.PlaintextKey;
import dev.keyledger.ledger.Cause;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;

/// Lives of keys, one after the other. Most of them have only begun.
final class Lives {
  private static final ProjectId PROJECT = new ProjectId("mtKDhe1U");
  private static final Instant OVERLAP_END = Instant.parse("2127-01-01T00:00:00Z");

  /// As a request would have it, so that rows are as long as in service.
  private static final Map<String, String> REQUESTED =
      new Cause(
              "00000000-0000-8000-8000-000000000001",
              "partner",
              "00000000-0000-4000-8000-000000000000",
              null,
              null)
          .metadata();

  private final RandomGenerator randomness = new SecureRandom();
  private final Map<String, String> cause;
  private final int cycle;
  private int begun;

  private Lives(Map<String, String> cause, int cycle) {
    this.cause = cause;
    this.cycle = cycle;
  }

  /// Keys that the service made by itself, and that nothing happened to after that.
  static Lives onlyBegun() {
    return new Lives(Cause.system().metadata(), Integer.MAX_VALUE);
  }

  /// Keys that somebody made. Of 24, one was renamed after that, one disabled, one rotated, and one
  /// revoked.
  static Lives mixed() {
    return new Lives(REQUESTED, 24);
  }

  /// The events of the next key.
  List<DomainEventMessage<?>> next() {
    var id = ApiKeyId.random(Instant.now(), randomness);
    var key = PlaintextKey.mint(randomness);
    var life = new ArrayList<DomainEventMessage<?>>();
    var creation =
        new ApiKeyCreated(
            id, KeyKind.PROJECT, PROJECT, "test", key.prefix(), key.digest(), null, null, null);
    life.add(message(creation, 0));
    begun = begun % cycle + 1;
    switch (begun) {
      case 6 -> life.add(message(new ApiKeyRenamed(id, "renamed"), 1));
      case 12 -> life.add(message(new ApiKeyDisabled(id), 1));
      case 18 -> life.add(message(rotation(id, key), 1));
      case 24 -> life.add(message(new ApiKeyRevoked(id), 1));
      default -> {} // nothing has happened to it yet
    }
    return life;
  }

  private ApiKeyRotated rotation(ApiKeyId id, PlaintextKey old) {
    var key = PlaintextKey.mint(randomness);
    return new ApiKeyRotated(id, key.prefix(), key.digest(), old.digest(), OVERLAP_END);
  }

  private DomainEventMessage<?> message(ApiKeyEvent event, long sequenceNumber) {
    return new GenericDomainEventMessage<>(
        "ApiKey", event.apiKeyId().toString(), sequenceNumber, event, cause);
  }
}
