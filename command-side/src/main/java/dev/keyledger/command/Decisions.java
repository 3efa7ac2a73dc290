package dev.keyledger.command;

import dev.keyledger.command.apikey.ApiKeyModule;
import dev.keyledger.command.apikey.PartnerKeys;
import dev.keyledger.command.web.CauseOfCommands;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.random.RandomGenerator;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/// What decides: the aggregate and the way of commands to it, without HTTP around it.
@Configuration(proxyBeanMethods = false)
@Import(LedgerCustody.class)
public class Decisions {
  private static final int RETRY_THREADS = 4;
  private static final String RETRIES = "commandRetries";

  @Bean
  RandomGenerator randomness() {
    return new SecureRandom();
  }

  /// Where nobody measures, a registry without anybody behind it makes meters that do nothing.
  @Bean
  CommandMeters commandMeters(ObjectProvider<MeterRegistry> registry) {
    return new CommandMeters(registry.getIfAvailable(CompositeMeterRegistry::new));
  }

  @Bean
  ApiKeyModule apiKeyModule() {
    return new ApiKeyModule();
  }

  /// Without a transaction of its own: a command's one write is its append, which the ledger stores
  /// together with those of others.
  @Bean
  @Qualifier("localSegment")
  CommandBus commandBus(org.axonframework.config.Configuration axon, CommandMeters meters) {
    var bus =
        SimpleCommandBus.builder()
            .transactionManager(NoTransactionManager.instance())
            .messageMonitor(meters)
            .build();
    bus.registerHandlerInterceptor(
        new CorrelationDataInterceptor<>(axon.correlationDataProviders()));
    return bus;
  }

  /// For nobody else: Spring would run whatever is to be done at times on these threads.
  @Bean(destroyMethod = "shutdownNow", defaultCandidate = false)
  @Qualifier(RETRIES)
  ScheduledExecutorService commandRetries() {
    return Executors.newScheduledThreadPool(
        RETRY_THREADS, Thread.ofPlatform().name("command-retry-", 0).daemon().factory());
  }

  @Bean
  CommandGateway commandGateway(
      CommandBus bus, @Qualifier(RETRIES) ScheduledExecutorService commandRetries) {
    return DefaultCommandGateway.builder()
        .commandBus(bus)
        .retryScheduler(new ConflictRetries(commandRetries))
        .dispatchInterceptors(List.of(new CauseOfCommands()))
        .build();
  }

  @Bean
  PartnerKeys partnerKeys(EventStore ledger) {
    return new PartnerKeys(ledger);
  }

  @Bean
  PartnerKeyReset partnerKeyReset(
      CommandGateway commands, EventStore ledger, Clock clock, RandomGenerator randomness) {
    return new PartnerKeyReset(commands, ledger, clock, randomness);
  }
}
