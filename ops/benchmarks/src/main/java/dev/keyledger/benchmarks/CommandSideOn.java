package dev.keyledger.benchmarks;

import dev.keyledger.command.apikey.ApiKeyModule;
import dev.keyledger.command.apikey.CreateApiKey;
import dev.keyledger.command.apikey.CreatedApiKey;
import dev.keyledger.command.apikey.KeyMetadata;
import dev.keyledger.command.apikey.KeyName;
import dev.keyledger.command.apikey.PartnerKeys;
import dev.keyledger.events.ApiKeyId;
import dev.keyledger.events.KeyKind;
import dev.keyledger.events.ProjectId;
import dev.keyledger.ledger.Cause;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.correlation.SimpleCorrelationDataProvider;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;
import org.axonframework.serialization.Serializer;

/// The service's command side without HTTP: its command bus and its aggregate, on an event store.
final class CommandSideOn implements AutoCloseable {
  private static final ProjectId PROJECT = new ProjectId("mtKDhe1U");
  private static final KeyName NAME = new KeyName("test");

  /// As a request would have it, so that rows are as long as in service.
  private static final Map<String, String> CAUSE =
      new Cause(
              "00000000-0000-4000-8000-000000000000",
              "partner",
              "00000000-0000-4000-8000-000000000000",
              null,
              null)
          .metadata();

  private final RandomGenerator randomness = new SecureRandom();
  private final Configuration axon;
  private final CommandGateway commands;

  /// @param transactions around each command
  CommandSideOn(EventStore events, Serializer serializer, TransactionManager transactions) {
    var configurer = DefaultConfigurer.defaultConfiguration(false);
    new ApiKeyModule().configureModule(configurer);
    axon =
        configurer
            .configureSerializer(_ -> serializer)
            .configureMessageSerializer(_ -> serializer)
            .configureEventSerializer(_ -> serializer)
            .configureEventStore(_ -> events)
            .configureCommandBus(configuration -> bus(configuration, transactions))
            .configureCorrelationDataProviders(_ ->
                List.of(new SimpleCorrelationDataProvider(CAUSE.keySet().toArray(String[]::new))))
            .registerComponent(RandomGenerator.class, _ -> randomness)
            .registerComponent(Clock.class, _ -> Clock.systemUTC())
            .registerComponent(PartnerKeys.class, _ -> new PartnerKeys(events))
            .start();
    commands = DefaultCommandGateway.builder().commandBus(axon.commandBus()).build();
  }

  private static CommandBus bus(Configuration axon, TransactionManager transactions) {
    var bus = SimpleCommandBus.builder().transactionManager(transactions).build();
    bus.registerHandlerInterceptor(
        new CorrelationDataInterceptor<>(axon.correlationDataProviders()));
    return bus;
  }

  /// Has a key created.
  ///
  /// @return its id
  String create() {
    var command =
        new CreateApiKey(
            ApiKeyId.random(Instant.now(), randomness),
            KeyKind.PROJECT,
            PROJECT,
            NAME,
            null,
            KeyMetadata.NONE,
            false);
    CreatedApiKey created =
        commands.sendAndWait(
            GenericCommandMessage.<CreateApiKey>asCommandMessage(command).withMetaData(CAUSE));
    return created.apiKeyId().toString();
  }

  @Override
  public void close() {
    axon.shutdown();
  }
}
