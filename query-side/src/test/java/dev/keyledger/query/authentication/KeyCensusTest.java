package dev.keyledger.query.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyledger.events.ApiKeyCreated;
import dev.keyledger.events.ApiKeyDisabled;
import dev.keyledger.events.ApiKeyId;
import dev.keyledger.events.ApiKeyRevoked;
import dev.keyledger.events.KeyKind;
import dev.keyledger.events.ProjectId;
import dev.keyledger.key.PlaintextKey;
import dev.keyledger.query.view.KeyStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Every key is counted once, as what it is now.
final class KeyCensusTest {
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

  private final RandomGenerator random = new Random(1);
  private final LookupTable table = new LookupTable();
  private final KeyCensus census = new KeyCensus(table, Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void keysAreCountedByKindAndStatus() {
    create(KeyKind.PARTNER, null);
    create(KeyKind.PROJECT, null);
    create(KeyKind.PROJECT, null);
    create(KeyKind.PROJECT, NOW);
    table.apply(new ApiKeyDisabled(create(KeyKind.PROJECT, null)), 1, NOW);
    table.apply(new ApiKeyRevoked(create(KeyKind.VERIFIER, NOW)), 1, NOW);
    table.applyGarbled(create(KeyKind.PARTNER, null), 1);

    assertThat(census.keys(KeyKind.PARTNER, KeyStatus.ACTIVE)).isOne();
    assertThat(census.keys(KeyKind.PARTNER, KeyStatus.DISABLED)).isOne();
    assertThat(census.keys(KeyKind.PROJECT, KeyStatus.ACTIVE)).isEqualTo(2);
    assertThat(census.keys(KeyKind.PROJECT, KeyStatus.EXPIRED)).isOne();
    assertThat(census.keys(KeyKind.PROJECT, KeyStatus.DISABLED)).isOne();
    assertThat(census.keys(KeyKind.VERIFIER, KeyStatus.REVOKED)).isOne();
    assertThat(census.keys(KeyKind.VERIFIER, KeyStatus.EXPIRED)).isZero();
  }

  @Test
  void activeKeysThatExpireSoonAreCountedInEveryTimeThatTheyExpireIn() {
    create(KeyKind.PROJECT, NOW.plus(Duration.ofDays(7)));
    create(KeyKind.PROJECT, NOW.plus(Duration.ofDays(7)).plusNanos(1));
    create(KeyKind.PROJECT, NOW.plus(Duration.ofDays(31)));
    create(KeyKind.PROJECT, NOW.minusSeconds(1));
    create(KeyKind.PARTNER, NOW.plusSeconds(1));
    table.apply(new ApiKeyDisabled(create(KeyKind.PROJECT, NOW.plusSeconds(1))), 1, NOW);

    assertThat(census.expiring(KeyKind.PROJECT, 7)).isOne();
    assertThat(census.expiring(KeyKind.PROJECT, 30)).isEqualTo(2);
    assertThat(census.expiring(KeyKind.PARTNER, 7)).isOne();
    assertThat(census.expiring(KeyKind.PARTNER, 30)).isOne();
  }

  /// The same is found by measuring a heap with a million keys in it.
  @Test
  void aKeyTakesAboutAHundredAndSixtyBytes() {
    for (int i = 0; i < 10_000; i++) {
      create(KeyKind.PROJECT, null);
    }

    assertThat(census.bytes() / 10_000).isBetween(150L, 175L);
  }

  private ApiKeyId create(KeyKind kind, @Nullable Instant expiresAt) {
    var key = PlaintextKey.mint(random);
    var id = ApiKeyId.random(NOW, random);
    var project = kind == KeyKind.PROJECT ? new ProjectId("project") : null;
    table.apply(
        new ApiKeyCreated(
            id,
            kind,
            project,
            "a name of 16 let",
            key.prefix(),
            key.digest(),
            expiresAt,
            null,
            null),
        0,
        NOW);
    return id;
  }
}
