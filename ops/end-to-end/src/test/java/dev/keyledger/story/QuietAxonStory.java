package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;

import org.axonframework.messaging.timeout.HandlerTimeoutHandlerEnhancerDefinition;
import org.axonframework.spring.config.MessageHandlerLookup;
import org.axonframework.spring.config.SpringAggregateLookup;
import org.axonframework.spring.config.SpringSagaLookup;
import org.axonframework.springboot.autoconfig.AxonTimeoutAutoConfiguration;
import org.axonframework.updates.UpdateChecker;
import org.axonframework.updates.configuration.UsagePropertyProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Axon does not interrupt handlers, for which the database's own time-outs are enough, and calls
/// nobody's home.
@ExtendWith(SharedNode.class)
final class QuietAxonStory {
  private final Node node;

  QuietAxonStory(Node node) {
    this.node = node;
  }

  @Test
  void handlersHaveNoTimeout() {
    assertThat(node.beans(HandlerTimeoutHandlerEnhancerDefinition.class)).isEmpty();
    assertThat(node.beans(AxonTimeoutAutoConfiguration.class)).isEmpty();
  }

  @Test
  void nobodyLooksThroughAllBeans() {
    assertThat(node.beans(MessageHandlerLookup.class)).isEmpty();
    assertThat(node.beans(SpringAggregateLookup.class)).isEmpty();
    assertThat(node.beans(SpringSagaLookup.class)).isEmpty();
  }

  /// In a test Axon does not check for updates anyway. A start of the program is looked at too.
  @Test
  void noUpdatesAreCheckedFor() {
    assertThat(node.beans(UpdateChecker.class)).isEmpty();
    assertThat(node.beans(UsagePropertyProvider.class)).isEmpty();
  }
}
