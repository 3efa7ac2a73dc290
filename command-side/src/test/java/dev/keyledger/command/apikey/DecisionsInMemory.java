package dev.keyledger.command.apikey;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.axonframework.config.Configuration;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;

/// What decides, on a ledger in memory: for what is about two streams, for which Axon's fixture has
/// no words.
public final class DecisionsInMemory {
  private DecisionsInMemory() {}

  /// Starts it; whoever does shuts it down.
  public static Configuration start() {
    var axon = DefaultConfigurer.defaultConfiguration(false);
    new ApiKeyModule().configureModule(axon);
    return axon.configureEmbeddedEventStore(_ -> new InMemoryEventStorageEngine())
        .registerComponent(Clock.class, _ -> Clock.fixed(Specification.NOW, ZoneOffset.UTC))
        .registerComponent(RandomGenerator.class, _ -> new Random(1))
        .registerComponent(PartnerKeys.class, c -> new PartnerKeys(c.eventStore()))
        .start();
  }
}
