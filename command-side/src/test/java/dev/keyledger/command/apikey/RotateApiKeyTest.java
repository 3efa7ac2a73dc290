package dev.keyledger.command.apikey;

import static dev.keyledger.command.apikey.Specification.FIRST;
import static dev.keyledger.command.apikey.Specification.ID;
import static dev.keyledger.command.apikey.Specification.KEY;
import static dev.keyledger.command.apikey.Specification.NAME;
import static dev.keyledger.command.apikey.Specification.NOW;
import static dev.keyledger.command.apikey.Specification.answer;
import static dev.keyledger.command.apikey.Specification.created;
import static dev.keyledger.command.apikey.Specification.createdUntil;
import static dev.keyledger.command.apikey.Specification.fixture;
import static dev.keyledger.command.apikey.Specification.minted;
import static dev.keyledger.command.apikey.Specification.refusal;

import dev.keyledger.events.ApiKeyDisabled;
import dev.keyledger.events.ApiKeyExpiryChanged;
import dev.keyledger.events.ApiKeyRenamed;
import dev.keyledger.events.ApiKeyRotated;
import dev.keyledger.events.ApiKeyRotationCompleted;
import dev.keyledger.key.PlaintextKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RotateApiKeyTest {
  private static final Duration DAY = Duration.ofDays(1);
  private static final RotateApiKey ROTATE = new RotateApiKey(KEY, DAY, false);
  private static final RotateApiKey SUPERSEDE = new RotateApiKey(KEY, DAY, true);

  /// The key with a secret that it was given by a rotation before.
  private static final PlaintextKey SECOND = PlaintextKey.mint(new Random(8));

  @Test
  void aKeyIsGivenANewSecretAndTheOneInUseGoesOnForTheOverlap() {
    fixture()
        .given(created())
        .when(ROTATE)
        .expectResultMessagePayloadMatching(answer(minted(1), NAME, null, 1))
        .expectEvents(rotatedTo(minted(1), FIRST, NOW.plus(DAY)));
  }

  @Test
  void theAnswerTellsWhatTheKeyIsCalledNowAndWhenItEnds() {
    fixture()
        .given(
            created(), new ApiKeyRenamed(ID, "other"), new ApiKeyExpiryChanged(ID, NOW.plus(DAY)))
        .when(ROTATE)
        .expectResultMessagePayloadMatching(
            answer(minted(1), new KeyName("other"), NOW.plus(DAY), 3));
  }

  @Test
  void withoutAnOverlapTheSecretInUseEndsAtOnce() {
    fixture()
        .given(created())
        .when(new RotateApiKey(KEY, Duration.ZERO, false))
        .expectEvents(rotatedTo(minted(1)));
  }

  @Test
  void aDisabledKeyIsRotatedAllTheSame() {
    fixture()
        .given(created(), new ApiKeyDisabled(ID))
        .when(ROTATE)
        .expectEvents(rotatedTo(minted(1), FIRST, NOW.plus(DAY)));
  }

  @Test
  void aKeyIsRotatedUntilTheLastNanosecond() {
    fixture()
        .given(createdUntil(NOW.plusNanos(1)))
        .when(ROTATE)
        .expectEvents(rotatedTo(minted(1), FIRST, NOW.plus(DAY)));
  }

  @Test
  void aKeyThatExpiresNowIsNotRotatedAnyMore() {
    fixture()
        .given(createdUntil(NOW))
        .when(ROTATE)
        .expectException(refusal(Refusal.EXPIRED))
        .expectNoEvents();
  }

  @Test
  void aKeyWhoseEndWasPutOffIsRotated() {
    fixture()
        .given(createdUntil(NOW), new ApiKeyExpiryChanged(ID, NOW.plusNanos(1)))
        .when(ROTATE)
        .expectEvents(rotatedTo(minted(1), FIRST, NOW.plus(DAY)));
  }

  @Test
  void whileAnOverlapRunsThereIsNoOtherRotation() {
    fixture()
        .given(created(), rotatedTo(SECOND, FIRST, NOW.plusNanos(1)))
        .when(ROTATE)
        .expectException(refusal(Refusal.ROTATION_IN_PROGRESS))
        .expectNoEvents();
  }

  @Test
  void afterTheOverlapRotationsAreAsBefore() {
    fixture()
        .given(created(), rotatedTo(SECOND, FIRST, NOW))
        .when(ROTATE)
        .expectResultMessagePayloadMatching(answer(minted(1), NAME, null, 2))
        .expectEvents(rotatedTo(minted(1), SECOND, NOW.plus(DAY)));
  }

  @Test
  void afterARotationWithoutOverlapRotationsAreAsBefore() {
    fixture()
        .given(created(), rotatedTo(SECOND))
        .when(ROTATE)
        .expectEvents(rotatedTo(minted(1), SECOND, NOW.plus(DAY)));
  }

  @Test
  void afterACompletedRotationRotationsAreAsBefore() {
    fixture()
        .given(created(), rotatedTo(SECOND, FIRST, NOW.plus(DAY)), new ApiKeyRotationCompleted(ID))
        .when(ROTATE)
        .expectEvents(rotatedTo(minted(1), SECOND, NOW.plus(DAY)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void withoutAnOverlapAllOlderSecretsEndEvenWhileOneRuns(boolean supersede) {
    fixture()
        .given(created(), rotatedTo(SECOND, FIRST, NOW.plus(DAY)))
        .when(new RotateApiKey(KEY, Duration.ZERO, supersede))
        .expectEvents(rotatedTo(minted(1)));
  }

  @Test
  void supersedingTakesThePlaceOfTheNewestSecretAndTheOldestKeepsItsEnd() {
    fixture()
        .given(created(), rotatedTo(SECOND, FIRST, NOW.plusNanos(1)))
        .when(SUPERSEDE)
        .expectResultMessagePayloadMatching(answer(minted(1), NAME, null, 2))
        .expectEvents(rotatedTo(minted(1), FIRST, NOW.plusNanos(1)));
  }

  @Test
  void supersedingAfterTheOverlapIsARotationLikeAnyOther() {
    fixture()
        .given(created(), rotatedTo(SECOND, FIRST, NOW))
        .when(SUPERSEDE)
        .expectEvents(rotatedTo(minted(1), SECOND, NOW.plus(DAY)));
  }

  /// Whoever gets no answer does not know whether the rotation was carried out. They still use the
  /// secret from before it.
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void aRotationTriedAgainNeverEndsTheSecretInUse(int carriedOut) {
    var lost = Stream.concat(Stream.of(ROTATE), Collections.nCopies(2, SUPERSEDE).stream());

    fixture()
        .given(created())
        .andGivenCommands(lost.limit(carriedOut).toList())
        .when(SUPERSEDE)
        .expectResultMessagePayloadMatching(
            answer(minted(carriedOut + 1), NAME, null, carriedOut + 1L))
        .expectEvents(rotatedTo(minted(carriedOut + 1), FIRST, NOW.plus(DAY)));
  }

  private static ApiKeyRotated rotatedTo(PlaintextKey key) {
    return new ApiKeyRotated(ID, key.prefix(), key.digest(), null, null);
  }

  private static ApiKeyRotated rotatedTo(PlaintextKey key, PlaintextKey kept, Instant until) {
    return new ApiKeyRotated(ID, key.prefix(), key.digest(), kept.digest(), until);
  }
}
