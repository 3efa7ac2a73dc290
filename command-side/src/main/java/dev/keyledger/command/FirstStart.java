package dev.keyledger.command;

import dev.keyledger.command.apikey.AdoptApiKey;
import dev.keyledger.command.apikey.CountPartnerKey;
import dev.keyledger.command.apikey.CreateApiKey;
import dev.keyledger.command.apikey.CreatedApiKey;
import dev.keyledger.command.apikey.KeyMetadata;
import dev.keyledger.command.apikey.PartnerKeys;
import dev.keyledger.events.KeyKind;
import dev.keyledger.key.PlaintextKey;
import java.io.IOException;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.env.Environment;

/// Makes a [BootstrapKey], on the first start on a ledger.
final class FirstStart implements ApplicationRunner {
  private static final Logger log = LoggerFactory.getLogger(FirstStart.class);

  private final BootstrapKey key;
  private final EventStore ledger;
  private final CommandGateway commands;
  private final Environment environment;
  private final HandOver handOver;

  /// @param environment may have a key to adopt; without one a key is minted
  /// @param handOver where a minted key goes
  FirstStart(
      BootstrapKey key,
      EventStore ledger,
      CommandGateway commands,
      Environment environment,
      HandOver handOver) {
    this.key = key;
    this.ledger = ledger;
    this.commands = commands;
    this.environment = environment;
    this.handOver = handOver;
  }

  @Override
  public void run(ApplicationArguments arguments) throws IOException {
    try {
      if (exists(key.id().toString())) {
        count();
        return;
      }
      var brought = key.broughtAlong(environment);
      if (brought.isPresent()) {
        adopt(brought.get());
      } else {
        mint();
      }
    } catch (AggregateStreamCreationException _) {
      log.info("Another node made the {} a moment ago", key);
    }
  }

  private boolean exists(String stream) {
    return ledger.lastSequenceNumberFor(stream).isPresent();
  }

  /// A ledger may have had its first key before partner keys were counted.
  private void count() {
    if (key.kind() == KeyKind.PARTNER && !exists(PartnerKeys.STREAM)) {
      commands.sendAndWait(new CountPartnerKey(key.id()));
    }
  }

  private void adopt(PlaintextKey brought) {
    commands.sendAndWait(
        new AdoptApiKey(key.id(), key.kind(), key.keyName(), brought.prefix(), brought.digest()));
    log.info("The key in {} is the {}", key.variable(), key);
  }

  private void mint() throws IOException {
    handOver.prepare();
    handOver.give(create().key());
  }

  private CreatedApiKey create() throws IOException {
    try {
      return commands.sendAndWait(
          new CreateApiKey(
              key.id(), key.kind(), null, key.keyName(), null, KeyMetadata.NONE, false));
    } catch (RuntimeException e) {
      handOver.abandon();
      throw e;
    }
  }
}
