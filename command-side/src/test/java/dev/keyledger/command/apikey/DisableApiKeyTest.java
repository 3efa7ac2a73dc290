package dev.keyledger.command.apikey;

import static dev.keyledger.command.apikey.Specification.ID;
import static dev.keyledger.command.apikey.Specification.KEY;
import static dev.keyledger.command.apikey.Specification.NOW;
import static dev.keyledger.command.apikey.Specification.created;
import static dev.keyledger.command.apikey.Specification.createdUntil;
import static dev.keyledger.command.apikey.Specification.fixture;

import dev.keyledger.events.ApiKeyDisabled;
import dev.keyledger.events.ApiKeyEnabled;
import org.junit.jupiter.api.Test;

final class DisableApiKeyTest {
  @Test
  void aKeyIsDisabled() {
    fixture()
        .given(created())
        .when(new DisableApiKey(KEY))
        .expectResultMessagePayload(1L)
        .expectEvents(new ApiKeyDisabled(ID));
  }

  @Test
  void aKeyThatWasEnabledIsDisabledAgain() {
    fixture()
        .given(created(), new ApiKeyDisabled(ID), new ApiKeyEnabled(ID))
        .when(new DisableApiKey(KEY))
        .expectResultMessagePayload(3L)
        .expectEvents(new ApiKeyDisabled(ID));
  }

  @Test
  void aDisabledKeyStaysAsItIs() {
    fixture()
        .given(created(), new ApiKeyDisabled(ID))
        .when(new DisableApiKey(KEY))
        .expectResultMessagePayload(1L)
        .expectNoEvents();
  }

  @Test
  void anExpiredKeyIsDisabledAllTheSame() {
    fixture()
        .given(createdUntil(NOW))
        .when(new DisableApiKey(KEY))
        .expectEvents(new ApiKeyDisabled(ID));
  }
}
