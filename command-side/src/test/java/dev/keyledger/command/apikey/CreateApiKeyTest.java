package dev.keyledger.command.apikey;

import static dev.keyledger.command.apikey.Specification.ID;
import static dev.keyledger.command.apikey.Specification.NAME;
import static dev.keyledger.command.apikey.Specification.NOW;
import static dev.keyledger.command.apikey.Specification.PROJECT;
import static dev.keyledger.command.apikey.Specification.answer;
import static dev.keyledger.command.apikey.Specification.fixture;
import static dev.keyledger.command.apikey.Specification.minted;
import static dev.keyledger.command.apikey.Specification.refusal;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyledger.events.ApiKeyCreated;
import dev.keyledger.events.KeyKind;
import dev.keyledger.events.ProjectId;
import java.time.Instant;
import java.util.Map;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class CreateApiKeyTest {
  @Test
  void anExpiringKeyIsCreated() {
    var expiresAt = NOW.plusNanos(1);

    fixture()
        .givenNoPriorActivity()
        .when(create(KeyKind.PROJECT, PROJECT, NAME, expiresAt))
        .expectResultMessagePayloadMatching(answer(minted(1), NAME, expiresAt, 0))
        .expectEvents(created(KeyKind.PROJECT, PROJECT, "test", expiresAt, null));
  }

  @Test
  void aKeyWithoutNameThatNeverExpiresIsCreated() {
    fixture()
        .givenNoPriorActivity()
        .when(create(KeyKind.PROJECT, PROJECT, null, null))
        .expectResultMessagePayloadMatching(answer(minted(1), null, null, 0))
        .expectEvents(created(KeyKind.PROJECT, PROJECT, null, null, null));
  }

  @Test
  void thePlaintextIsInTheResultAndItsDigestInTheEvent() {
    fixture()
        .givenNoPriorActivity()
        .when(create(KeyKind.VERIFIER, null, NAME, null))
        .expectResultMessagePayloadMatching(answer(minted(1), NAME, null, 0))
        .expectEvents(created(KeyKind.VERIFIER, null, "test", null, null));
  }

  @Test
  void whatIsNotedAboutAKeyIsInTheEvent() {
    var noted = Map.of("team", "payments", "ticket", "");

    fixture()
        .givenNoPriorActivity()
        .when(
            new CreateApiKey(
                ID, KeyKind.PROJECT, PROJECT, NAME, null, new KeyMetadata(noted), false))
        .expectEvents(created(KeyKind.PROJECT, PROJECT, "test", null, noted));
  }

  @Test
  void nothingNotedIsAbsentFromTheEvent() {
    fixture()
        .givenNoPriorActivity()
        .when(
            new CreateApiKey(
                ID, KeyKind.PROJECT, PROJECT, NAME, null, new KeyMetadata(Map.of()), false))
        .expectEvents(created(KeyKind.PROJECT, PROJECT, "test", null, null));
  }

  @Test
  void anExpiryThatDoesNotLieInTheFutureIsRefused() {
    fixture()
        .givenNoPriorActivity()
        .when(create(KeyKind.PROJECT, PROJECT, NAME, NOW))
        .expectException(refusal(Refusal.EXPIRES_AT_IN_PAST))
        .expectNoEvents();
  }

  @ParameterizedTest
  @EnumSource(KeyKind.class)
  void aProjectKeyHasAProjectAndNoOtherKindHas(KeyKind kind) {
    var wrong = kind == KeyKind.PROJECT ? null : PROJECT;

    assertThatThrownBy(() -> create(kind, wrong, NAME, null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anIdIsUsedOnce() {
    fixture()
        .given(Specification.created())
        .when(create(KeyKind.PROJECT, PROJECT, NAME, null))
        .expectException(EventStoreException.class)
        .expectNoEvents();
  }

  private static CreateApiKey create(
      KeyKind kind,
      @Nullable ProjectId project,
      @Nullable KeyName name,
      @Nullable Instant expiresAt) {
    return new CreateApiKey(ID, kind, project, name, expiresAt, KeyMetadata.NONE, false);
  }

  private static ApiKeyCreated created(
      KeyKind kind,
      @Nullable ProjectId project,
      @Nullable String name,
      @Nullable Instant expiresAt,
      @Nullable Map<String, String> metadata) {
    var key = minted(1);
    return new ApiKeyCreated(
        ID, kind, project, name, key.prefix(), key.digest(), expiresAt, metadata, null);
  }
}
