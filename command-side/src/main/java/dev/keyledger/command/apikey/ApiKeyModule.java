package dev.keyledger.command.apikey;

import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.Configurer;
import org.axonframework.config.ConfigurerModule;

/// Has Axon send its commands to [ApiKeyAggregate], which nobody else knows.
///
/// Axon's annotation for Spring would do it too, by searching Spring's beans for aggregates.
public final class ApiKeyModule implements ConfigurerModule {
  @Override
  public void configureModule(Configurer axon) {
    axon.configureAggregate(
        AggregateConfigurer.defaultConfiguration(ApiKeyAggregate.class)
            .configureCommandTargetResolver(_ -> new KeyCommandTarget()));
  }
}
