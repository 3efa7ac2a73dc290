package dev.keyledger.ledger;

import java.util.List;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.core.Ordered;

/// Keeps Axon from looking through all beans for handlers, aggregates and sagas. None of them is a
/// bean here, and to look took a sixth of a start.
final class NoAxonLookups implements BeanDefinitionRegistryPostProcessor, Ordered {
  private static final List<String> LOOKUPS =
      List.of("messageHandlerLookup", "springAggregateLookup", "springSagaLookup");

  @Override
  public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry beans) {
    LOOKUPS.stream().filter(beans::containsBeanDefinition).forEach(beans::removeBeanDefinition);
  }

  /// Before the lookups, which have no order.
  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }
}
