package dev.keyledger.command.apikey;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.keyledger.events.ApiKeyCreated;
import dev.keyledger.events.ApiKeyId;
import dev.keyledger.events.KeyKind;
import dev.keyledger.events.ProjectId;
import dev.keyledger.key.PlaintextKey;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.hamcrest.CustomTypeSafeMatcher;
import org.hamcrest.Matcher;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class CreateApiKeyTest {
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  private static final ApiKeyId ID = ApiKeyId.of("21fd1a8d-88d5-4295-b792-5b2113138057");
  private static final ProjectId PROJECT = new ProjectId("mtKDhe1U");
  private static final KeyName NAME = new KeyName("test");

  private FixtureConfiguration<ApiKeyAggregate> fixture =
      new AggregateTestFixture<>(ApiKeyAggregate.class);

  @BeforeEach
  void fixTheClockAndTheDice() {
    fixture.registerInjectableResource(Clock.fixed(NOW, ZoneOffset.UTC));
    fixture.registerInjectableResource(new Random(1));
  }

  @Test
  void anExpiringKeyIsCreated() {
    var expiresAt = NOW.plusNanos(1);

    fixture
        .givenNoPriorActivity()
        .when(new CreateApiKey(ID, KeyKind.PROJECT, PROJECT, NAME, expiresAt))
        .expectSuccessfulHandlerExecution()
        .expectEvents(created(KeyKind.PROJECT, PROJECT, "test", expiresAt));
  }

  @Test
  void aKeyWithoutNameThatNeverExpiresIsCreated() {
    fixture
        .givenNoPriorActivity()
        .when(new CreateApiKey(ID, KeyKind.PROJECT, PROJECT, null, null))
        .expectEvents(created(KeyKind.PROJECT, PROJECT, null, null));
  }

  @Test
  void thePlaintextIsInTheResultAndItsDigestInTheEvent() {
    fixture
        .givenNoPriorActivity()
        .when(new CreateApiKey(ID, KeyKind.VERIFIER, null, NAME, null))
        .expectResultMessagePayloadMatching(theMintedKey())
        .expectEvents(created(KeyKind.VERIFIER, null, "test", null));
  }

  @Test
  void anExpiryThatDoesNotLieInTheFutureIsRefused() {
    fixture
        .givenNoPriorActivity()
        .when(new CreateApiKey(ID, KeyKind.PROJECT, PROJECT, NAME, NOW))
        .expectException(CommandRefused.class)
        .expectExceptionMessage(Refusal.EXPIRES_AT_IN_PAST.name())
        .expectNoEvents();
  }

  @ParameterizedTest
  @EnumSource(KeyKind.class)
  void aProjectKeyHasAProjectAndNoOtherKindHas(KeyKind kind) {
    var wrong = kind == KeyKind.PROJECT ? null : PROJECT;

    assertThatThrownBy(() -> new CreateApiKey(ID, kind, wrong, NAME, null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anIdIsUsedOnce() {
    fixture
        .given(created(KeyKind.PROJECT, PROJECT, "test", null))
        .when(new CreateApiKey(ID, KeyKind.PROJECT, PROJECT, NAME, null))
        .expectException(EventStoreException.class)
        .expectNoEvents();
  }

  /// The same dice mint the same key.
  private static PlaintextKey minted() {
    return PlaintextKey.mint(new Random(1));
  }

  private static ApiKeyCreated created(
      KeyKind kind,
      @Nullable ProjectId project,
      @Nullable String name,
      @Nullable Instant expiresAt) {
    return new ApiKeyCreated(
        ID, kind, project, name, minted().prefix(), minted().digest(), expiresAt);
  }

  private static Matcher<CreatedApiKey> theMintedKey() {
    return new CustomTypeSafeMatcher<>("the minted key") {
      @Override
      protected boolean matchesSafely(CreatedApiKey result) {
        assertThat(result.apiKeyId(), equalTo(ID));
        return result.key().reveal().equals(minted().reveal())
            && !result.toString().contains(minted().reveal());
      }
    };
  }
}
