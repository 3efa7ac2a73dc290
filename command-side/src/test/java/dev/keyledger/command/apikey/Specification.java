package dev.keyledger.command.apikey;

import dev.keyledger.events.ApiKeyCreated;
import dev.keyledger.events.ApiKeyId;
import dev.keyledger.events.KeyKind;
import dev.keyledger.events.ProjectId;
import dev.keyledger.key.PlaintextKey;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.hamcrest.CustomTypeSafeMatcher;
import org.hamcrest.Matcher;
import org.jspecify.annotations.Nullable;

/// The words in which the life of a key is specified. The clock stands still, and the dice mint the
/// same keys every time.
final class Specification {
  static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  static final ApiKeyId ID = ApiKeyId.of("21fd1a8d-88d5-4295-b792-5b2113138057");
  static final ProjectId PROJECT = new ProjectId("mtKDhe1U");
  static final KeyName NAME = new KeyName("test");

  /// The key, in whatever version.
  static final KeyTarget KEY = new KeyTarget(ID, PROJECT, null);

  /// The key with the secret that it was created with.
  static final PlaintextKey FIRST = PlaintextKey.mint(new Random(7));

  private Specification() {}

  static FixtureConfiguration<ApiKeyAggregate> fixture() {
    var fixture = new AggregateTestFixture<>(ApiKeyAggregate.class);
    fixture.registerCommandTargetResolver(new KeyCommandTarget());
    return fixture
        .registerInjectableResource(Clock.fixed(NOW, ZoneOffset.UTC))
        .registerInjectableResource(new Random(1))
        .registerInjectableResource(new PartnerKeys(fixture.getEventStore()));
  }

  /// What the dice mint at their first, second ... throw.
  static PlaintextKey minted(int nth) {
    var dice = new Random(1);
    return Stream.generate(() -> PlaintextKey.mint(dice)).skip(nth - 1L).findFirst().orElseThrow();
  }

  /// The key, if it has one of these versions.
  static KeyTarget keyIn(Set<Long> versions) {
    return new KeyTarget(ID, PROJECT, versions);
  }

  /// A key of the project, called "test", that never expires and of which nothing is noted.
  static ApiKeyCreated created() {
    return created(null, null);
  }

  static ApiKeyCreated createdUntil(Instant expiresAt) {
    return created(expiresAt, null);
  }

  static ApiKeyCreated createdWith(Map<String, String> metadata) {
    return created(null, metadata);
  }

  private static ApiKeyCreated created(
      @Nullable Instant expiresAt, @Nullable Map<String, String> metadata) {
    return new ApiKeyCreated(
        ID,
        KeyKind.PROJECT,
        PROJECT,
        NAME.value(),
        FIRST.prefix(),
        FIRST.digest(),
        expiresAt,
        metadata,
        null);
  }

  static Matcher<CommandRefused> refusal(Refusal reason) {
    return new CustomTypeSafeMatcher<>("a refusal: " + reason) {
      @Override
      protected boolean matchesSafely(CommandRefused refused) {
        return refused.reason() == reason;
      }
    };
  }

  /// An answer with the plaintext, which it shows to nobody who does not ask for it.
  static Matcher<CreatedApiKey> answer(
      PlaintextKey key, @Nullable KeyName name, @Nullable Instant expiresAt, long version) {
    return new CustomTypeSafeMatcher<>(
        "an answer with %s, %s, %s, version %d".formatted(key.prefix(), name, expiresAt, version)) {
      @Override
      protected boolean matchesSafely(CreatedApiKey answer) {
        return answer.apiKeyId().equals(ID)
            && answer.key().reveal().equals(key.reveal())
            && Objects.equals(answer.name(), name)
            && Objects.equals(answer.expiresAt(), expiresAt)
            && answer.version() == version
            && !answer.toString().contains(key.reveal());
      }
    };
  }
}
