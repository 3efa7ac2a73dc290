package dev.keyledger.command;

import dev.keyledger.command.apikey.CreateApiKey;
import dev.keyledger.command.apikey.CreatedApiKey;
import dev.keyledger.command.apikey.KeyMetadata;
import dev.keyledger.command.apikey.KeyName;
import dev.keyledger.command.apikey.KeyTarget;
import dev.keyledger.command.apikey.RevokeApiKey;
import dev.keyledger.events.ApiKeyCreated;
import dev.keyledger.events.ApiKeyId;
import dev.keyledger.events.KeyKind;
import dev.keyledger.key.PlaintextKey;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.eventsourcing.eventstore.EventStore;

/// Gets an operator in again whose partner keys are lost or stolen.
public final class PartnerKeyReset {
  private static final KeyName NAME = new KeyName("reset partner key");

  private final CommandGateway commands;
  private final EventStore ledger;
  private final Clock clock;
  private final RandomGenerator randomness;

  PartnerKeyReset(
      CommandGateway commands, EventStore ledger, Clock clock, RandomGenerator randomness) {
    this.commands = commands;
    this.ledger = ledger;
    this.clock = clock;
    this.randomness = randomness;
  }

  /// Makes a new partner key. When that is interrupted halfway, the key that nobody saw is one of
  /// the others that the next reset ends.
  ///
  /// @param revokeOthers whether every other partner key ends
  /// @return the key, to be shown once
  /// @throws InterruptedException when the reading of the ledger was interrupted
  public PlaintextKey reset(boolean revokeOthers) throws InterruptedException {
    var others = revokeOthers ? partnerKeys() : List.<ApiKeyId>of();
    CreatedApiKey created =
        commands.sendAndWait(
            new CreateApiKey(
                ApiKeyId.random(clock.instant(), randomness),
                KeyKind.PARTNER,
                null,
                NAME,
                null,
                KeyMetadata.NONE,
                false));
    for (ApiKeyId other : others) {
      commands.sendAndWait(new RevokeApiKey(new KeyTarget(other, null, null)));
    }
    return created.key();
  }

  /// All that were ever created: to revoke one again changes nothing.
  private List<ApiKeyId> partnerKeys() throws InterruptedException {
    var keys = new ArrayList<ApiKeyId>();
    try (var events = ledger.openStream(null)) {
      while (events.hasNextAvailable()) {
        if (events.nextAvailable().getPayload() instanceof ApiKeyCreated created
            && created.kind() == KeyKind.PARTNER) {
          keys.add(created.apiKeyId());
        }
      }
    }
    return keys;
  }
}
