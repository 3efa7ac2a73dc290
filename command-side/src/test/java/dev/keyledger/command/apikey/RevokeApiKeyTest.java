package dev.keyledger.command.apikey;

import static dev.keyledger.command.apikey.Specification.ID;
import static dev.keyledger.command.apikey.Specification.KEY;
import static dev.keyledger.command.apikey.Specification.NOW;
import static dev.keyledger.command.apikey.Specification.created;
import static dev.keyledger.command.apikey.Specification.createdUntil;
import static dev.keyledger.command.apikey.Specification.fixture;
import static dev.keyledger.command.apikey.Specification.keyIn;

import dev.keyledger.events.ApiKeyDisabled;
import dev.keyledger.events.ApiKeyRevoked;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RevokeApiKeyTest {
  @Test
  void aKeyIsRevoked() {
    fixture()
        .given(created())
        .when(new RevokeApiKey(KEY))
        .expectSuccessfulHandlerExecution()
        .expectEvents(new ApiKeyRevoked(ID));
  }

  @Test
  void aDisabledKeyIsRevokedAllTheSame() {
    fixture()
        .given(created(), new ApiKeyDisabled(ID))
        .when(new RevokeApiKey(KEY))
        .expectEvents(new ApiKeyRevoked(ID));
  }

  @Test
  void anExpiredKeyIsRevokedAllTheSame() {
    fixture()
        .given(createdUntil(NOW))
        .when(new RevokeApiKey(KEY))
        .expectEvents(new ApiKeyRevoked(ID));
  }

  @Test
  void aRevokedKeyStaysRevoked() {
    fixture()
        .given(created(), new ApiKeyRevoked(ID))
        .when(new RevokeApiKey(KEY))
        .expectSuccessfulHandlerExecution()
        .expectNoEvents();
  }

  @Test
  void aRevocationWhoseAnswerWasLostIsRepeatedWithTheVersionFromBeforeIt() {
    fixture()
        .given(created())
        .andGivenCommands(new RevokeApiKey(keyIn(Set.of(0L))))
        .when(new RevokeApiKey(keyIn(Set.of(0L))))
        .expectSuccessfulHandlerExecution()
        .expectNoEvents();
  }
}
