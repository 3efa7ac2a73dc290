package dev.keyledger.command;

import dev.keyledger.command.apikey.PartnerKeys;
import dev.keyledger.command.web.CauseOfCommands;
import dev.keyledger.http.HttpConventions;
import java.io.Console;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
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
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/// The command side: decides, and writes the ledger. Its settings are in `command-side.yml`.
@Configuration(proxyBeanMethods = false)
@ComponentScan(basePackageClasses = CommandSide.class)
@Import({LedgerCustody.class, HttpConventions.class})
public class CommandSide {
  private static final int RETRY_THREADS = 4;

  @Bean
  RandomGenerator randomness() {
    return new SecureRandom();
  }

  /// Without a transaction of its own: a command's one write is its append, which the ledger stores
  /// together with those of others.
  @Bean
  @Qualifier("localSegment")
  CommandBus commandBus(org.axonframework.config.Configuration axon) {
    var bus =
        SimpleCommandBus.builder().transactionManager(NoTransactionManager.instance()).build();
    bus.registerHandlerInterceptor(
        new CorrelationDataInterceptor<>(axon.correlationDataProviders()));
    return bus;
  }

  @Bean(destroyMethod = "shutdownNow")
  ScheduledExecutorService commandRetries() {
    return Executors.newScheduledThreadPool(
        RETRY_THREADS, Thread.ofPlatform().name("command-retry-", 0).daemon().factory());
  }

  @Bean
  CommandGateway commandGateway(CommandBus bus, ScheduledExecutorService commandRetries) {
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
  FileHandOver fileHandOver(CommandSideSettings settings) {
    return new FileHandOver(settings.partnerKeyFile());
  }

  /// The key to adopt is looked up here and not among the settings: their error messages show
  /// values. An empty one counts as none, since that is how a variable is passed on that nobody has
  /// set; a blank one is no key.
  @Bean
  FirstPartnerKey firstPartnerKey(
      EventStore ledger, CommandGateway commands, FileHandOver file, Environment environment) {
    var supplied =
        Optional.ofNullable(environment.getProperty(InvalidBootstrapKey.VARIABLE))
            .filter(StringUtils::hasLength);
    return new FirstPartnerKey(ledger, commands, supplied, handOver(file, environment));
  }

  private static HandOver handOver(FileHandOver file, Environment environment) {
    return Optional.ofNullable(System.console())
        .filter(Console::isTerminal)
        .<HandOver>map(terminal -> new TerminalHandOver(terminal, environment))
        .orElse(file);
  }
}
