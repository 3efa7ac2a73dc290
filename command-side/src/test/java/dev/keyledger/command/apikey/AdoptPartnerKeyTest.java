package dev.keyledger.command.apikey;

import dev.keyledger.events.ApiKeyCreated;
import dev.keyledger.events.ApiKeyId;
import dev.keyledger.events.KeyKind;
import dev.keyledger.key.PlaintextKey;
import java.util.Random;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.api.Test;

final class AdoptPartnerKeyTest {
  @Test
  void aKeyThatWasBroughtAlongBecomesAPartnerKeyThatNeverExpires() {
    var id = ApiKeyId.of("21fd1a8d-88d5-4295-b792-5b2113138057");
    var key = PlaintextKey.mint(new Random(2));

    new AggregateTestFixture<>(ApiKeyAggregate.class)
        .givenNoPriorActivity()
        .when(new AdoptPartnerKey(id, new KeyName("mine"), key.prefix(), key.digest()))
        .expectSuccessfulHandlerExecution()
        .expectEvents(
            new ApiKeyCreated(
                id, KeyKind.PARTNER, null, "mine", key.prefix(), key.digest(), null, null, null));
  }
}
