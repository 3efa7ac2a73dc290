package dev.keyledger.command;

import dev.keyledger.command.apikey.AdoptPartnerKey;
import dev.keyledger.command.apikey.CountPartnerKey;
import dev.keyledger.command.apikey.CreateApiKey;
import dev.keyledger.command.apikey.CreatedApiKey;
import dev.keyledger.command.apikey.KeyMetadata;
import dev.keyledger.command.apikey.KeyName;
import dev.keyledger.command.apikey.PartnerKeys;
import dev.keyledger.events.ApiKeyId;
import dev.keyledger.events.KeyKind;
import dev.keyledger.key.PlaintextKey;
import java.io.IOException;
import java.util.Optional;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;

/// Makes the first partner key, on the first start on a ledger.
///
/// Its id is always the same. So the ledger itself, which holds one stream per id, sees to it that
/// nodes that start at once end with one such key.
final class FirstPartnerKey implements ApplicationRunner {
  /// The id of the first partner key of every ledger (UUID version 8, RFC 9562).
  static final ApiKeyId ID = ApiKeyId.of("00000000-0000-8000-8000-000000000001");

  private static final Logger log = LoggerFactory.getLogger(FirstPartnerKey.class);
  private static final KeyName NAME = new KeyName("first partner key");

  private final EventStore ledger;
  private final CommandGateway commands;
  private final Optional<String> supplied;
  private final HandOver handOver;

  /// @param supplied the text of a key to adopt; without one a key is minted
  FirstPartnerKey(
      EventStore ledger, CommandGateway commands, Optional<String> supplied, HandOver handOver) {
    this.ledger = ledger;
    this.commands = commands;
    this.supplied = supplied;
    this.handOver = handOver;
  }

  @Override
  public void run(ApplicationArguments arguments) throws IOException {
    try {
      if (exists(ID.toString())) {
        count();
      } else if (supplied.isPresent()) {
        adopt(PlaintextKey.parse(supplied.get()).orElseThrow(InvalidBootstrapKey::new));
      } else {
        mint();
      }
    } catch (AggregateStreamCreationException _) {
      log.info("Another node made the first partner key a moment ago");
    }
  }

  private boolean exists(String stream) {
    return ledger.lastSequenceNumberFor(stream).isPresent();
  }

  /// A ledger may have had its first key before partner keys were counted.
  private void count() {
    if (!exists(PartnerKeys.STREAM)) {
      commands.sendAndWait(new CountPartnerKey(ID));
    }
  }

  private void adopt(PlaintextKey key) {
    commands.sendAndWait(new AdoptPartnerKey(ID, NAME, key.prefix(), key.digest()));
    log.info("The partner key in {} is the first partner key", InvalidBootstrapKey.VARIABLE);
  }

  private void mint() throws IOException {
    handOver.prepare();
    handOver.give(create().key());
  }

  private CreatedApiKey create() throws IOException {
    try {
      return commands.sendAndWait(
          new CreateApiKey(ID, KeyKind.PARTNER, null, NAME, null, KeyMetadata.NONE, false));
    } catch (RuntimeException e) {
      handOver.abandon();
      throw e;
    }
  }
}
