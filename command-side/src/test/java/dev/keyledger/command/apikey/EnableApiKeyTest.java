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

final class EnableApiKeyTest {
  @Test
  void aDisabledKeyIsEnabled() {
    fixture()
        .given(created(), new ApiKeyDisabled(ID))
        .when(new EnableApiKey(KEY))
        .expectResultMessagePayload(2L)
        .expectEvents(new ApiKeyEnabled(ID));
  }

  @Test
  void aKeyThatWasNeverDisabledStaysAsItIs() {
    fixture()
        .given(created())
        .when(new EnableApiKey(KEY))
        .expectResultMessagePayload(0L)
        .expectNoEvents();
  }

  @Test
  void aKeyThatWasEnabledAlreadyStaysAsItIs() {
    fixture()
        .given(created(), new ApiKeyDisabled(ID), new ApiKeyEnabled(ID))
        .when(new EnableApiKey(KEY))
        .expectResultMessagePayload(2L)
        .expectNoEvents();
  }

  @Test
  void anExpiredKeyIsEnabledAllTheSame() {
    fixture()
        .given(createdUntil(NOW), new ApiKeyDisabled(ID))
        .when(new EnableApiKey(KEY))
        .expectEvents(new ApiKeyEnabled(ID));
  }
}
