package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;

import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventBus;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Axon starts without complaint, and without storing a single event, when a part of it is wired
/// wrongly.
@ExtendWith(SharedNode.class)
final class WiringStory {
  private final Node node;

  WiringStory(Node node) {
    this.node = node;
  }

  @Test
  void axonIsWiredToPostgreSql() {
    assertThat(node.bean(TransactionManager.class))
        .isExactlyInstanceOf(SpringTransactionManager.class);
    assertThat(node.bean(EventStore.class).getClass().getName())
        .isEqualTo("dev.keyledger.ledger.LedgerEventStore");
    assertThat(node.bean(EventBus.class)).isSameAs(node.bean(EventStore.class));
    assertThat(node.beans(EventStorageEngine.class)).isEmpty();
    assertThat(node.bean(CommandBus.class)).isExactlyInstanceOf(SimpleCommandBus.class);
  }

  @Test
  void everySerializerWritesJson() {
    assertThat(node.beans(Serializer.class))
        .isNotEmpty()
        .allSatisfy(serializer -> assertThat(serializer).isInstanceOf(Jackson3Serializer.class));
    assertThat(node.bean(Serializer.class)).isExactlyInstanceOf(Jackson3Serializer.class);
  }

  /// Axon's processors would claim tokens that hang on a dead node.
  @Test
  void noProcessorOfAxonsRuns() {
    assertThat(node.bean(EventProcessingConfiguration.class).eventProcessors()).isEmpty();
  }
}
