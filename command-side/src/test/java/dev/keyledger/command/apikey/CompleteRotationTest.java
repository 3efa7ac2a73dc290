package dev.keyledger.command.apikey;

import static dev.keyledger.command.apikey.Specification.FIRST;
import static dev.keyledger.command.apikey.Specification.ID;
import static dev.keyledger.command.apikey.Specification.KEY;
import static dev.keyledger.command.apikey.Specification.NOW;
import static dev.keyledger.command.apikey.Specification.created;
import static dev.keyledger.command.apikey.Specification.createdUntil;
import static dev.keyledger.command.apikey.Specification.fixture;
import static dev.keyledger.command.apikey.Specification.minted;

import dev.keyledger.events.ApiKeyRotated;
import dev.keyledger.events.ApiKeyRotationCompleted;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class CompleteRotationTest {
  @Test
  void theOlderSecretEnds() {
    fixture()
        .given(created())
        .andGivenCommands(new RotateApiKey(KEY, Duration.ofDays(1), false))
        .when(new CompleteRotation(KEY))
        .expectResultMessagePayload(2L)
        .expectEvents(new ApiKeyRotationCompleted(ID));
  }

  @Test
  void theOlderSecretEndsEvenInItsLastNanosecond() {
    fixture()
        .given(created(), rotated(NOW.plusNanos(1)))
        .when(new CompleteRotation(KEY))
        .expectEvents(new ApiKeyRotationCompleted(ID));
  }

  @Test
  void anOlderSecretThatHasEndedByItselfIsNotEndedAgain() {
    fixture()
        .given(created(), rotated(NOW))
        .when(new CompleteRotation(KEY))
        .expectResultMessagePayload(1L)
        .expectNoEvents();
  }

  @Test
  void aKeyThatWasNeverRotatedStaysAsItIs() {
    fixture()
        .given(created())
        .when(new CompleteRotation(KEY))
        .expectResultMessagePayload(0L)
        .expectNoEvents();
  }

  @Test
  void aKeyThatWasRotatedWithoutOverlapStaysAsItIs() {
    fixture()
        .given(created())
        .andGivenCommands(new RotateApiKey(KEY, Duration.ZERO, false))
        .when(new CompleteRotation(KEY))
        .expectResultMessagePayload(1L)
        .expectNoEvents();
  }

  @Test
  void aCompletedRotationIsNotCompletedAgain() {
    fixture()
        .given(created(), rotated(NOW.plusNanos(1)), new ApiKeyRotationCompleted(ID))
        .when(new CompleteRotation(KEY))
        .expectResultMessagePayload(2L)
        .expectNoEvents();
  }

  @Test
  void theOlderSecretOfAnExpiredKeyEndsAllTheSame() {
    fixture()
        .given(createdUntil(NOW), rotated(NOW.plusNanos(1)))
        .when(new CompleteRotation(KEY))
        .expectEvents(new ApiKeyRotationCompleted(ID));
  }

  private static ApiKeyRotated rotated(Instant until) {
    return new ApiKeyRotated(ID, minted(1).prefix(), minted(1).digest(), FIRST.digest(), until);
  }
}
