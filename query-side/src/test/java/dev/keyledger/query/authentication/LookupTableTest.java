package dev.keyledger.query.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyledger.events.ApiKeyCreated;
import dev.keyledger.events.ApiKeyDisabled;
import dev.keyledger.events.ApiKeyEnabled;
import dev.keyledger.events.ApiKeyExpiryChanged;
import dev.keyledger.events.ApiKeyId;
import dev.keyledger.events.ApiKeyMetadataChanged;
import dev.keyledger.events.ApiKeyRenamed;
import dev.keyledger.events.ApiKeyRevoked;
import dev.keyledger.events.ApiKeyRotated;
import dev.keyledger.events.ApiKeyRotationCompleted;
import dev.keyledger.events.KeyKind;
import dev.keyledger.events.ProjectId;
import dev.keyledger.key.PlaintextKey;
import dev.keyledger.key.Sha256;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class LookupTableTest {
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00.123456789Z");
  private static final long SEED = 20_261_101;

  private final Random random = new Random(SEED);
  private final LookupTable table = new LookupTable();
  private final PlaintextKey key = PlaintextKey.mint(random);
  private final ApiKeyId id = ApiKeyId.random(NOW, random);

  @Test
  void aKeyIsFoundByItsDigestWithAllThatIsKnownOfIt() {
    table.apply(created(id, key, Map.of("team", "größer")), 0, NOW);

    var active = (Verdict.Active) judge(key);
    assertThat(active.entry().apiKeyId()).isEqualTo(id);
    assertThat(active.entry().kind()).isEqualTo(KeyKind.PROJECT);
    assertThat(active.entry().projectId()).isEqualTo(new ProjectId("p"));
    assertThat(active.entry().name()).isEqualTo("größer");
    assertThat(active.entry().metadata()).containsExactly(Map.entry("team", "größer"));
    assertThat(active.entry().createdAt()).isEqualTo(Instant.parse("2026-11-01T12:00:00Z"));
    assertThat(active.expiresAt()).isNull();
  }

  @Test
  void aDigestThatIsNotInItIsUnknown() {
    table.apply(created(id, key, null), 0, NOW);

    assertThat(judge(PlaintextKey.mint(random))).isEqualTo(new Verdict.Unknown());
  }

  @Test
  void whatIsAttachedToAKeyStaysWhenItChanges() {
    table.apply(created(id, key, null), 0, NOW);
    var note = new Object();
    Objects.requireNonNull(table.find(id)).attach(note);

    table.apply(new ApiKeyRenamed(id, "other"), 1, NOW);
    assertThat(Objects.requireNonNull(table.find(id)).attachment()).isSameAs(note);
    table.apply(new ApiKeyRevoked(id), 2, NOW);
    assertThat(((Verdict.Revoked) judge(key)).entry().attachment()).isSameAs(note);
  }

  @Test
  void whatHappensToAKeyChangesTheAnswer() {
    table.apply(created(id, key, null), 0, NOW);
    table.apply(new ApiKeyRenamed(id, null), 1, NOW);
    table.apply(new ApiKeyMetadataChanged(id, Map.of("a", "b")), 2, NOW);
    assertThat(((Verdict.Active) judge(key)).entry().name()).isNull();
    assertThat(((Verdict.Active) judge(key)).entry().metadata()).isEqualTo(Map.of("a", "b"));

    table.apply(new ApiKeyDisabled(id), 3, NOW);
    assertThat(judge(key)).isInstanceOf(Verdict.Disabled.class);
    table.apply(new ApiKeyEnabled(id), 4, NOW);
    assertThat(judge(key)).isInstanceOf(Verdict.Active.class);
    table.apply(new ApiKeyExpiryChanged(id, NOW), 5, NOW);
    assertThat(judge(key)).isInstanceOf(Verdict.Expired.class);
    table.apply(new ApiKeyExpiryChanged(id, NOW.plusNanos(1)), 6, NOW);
    assertThat(((Verdict.Active) judge(key)).expiresAt()).isEqualTo(NOW.plusNanos(1));
    table.apply(new ApiKeyRevoked(id), 7, NOW);
    assertThat(judge(key)).isInstanceOf(Verdict.Revoked.class);
  }

  @Test
  void anEventThatIsInItAlreadyOrOlderChangesNothing() {
    table.apply(created(id, key, null), 0, NOW);
    table.apply(new ApiKeyDisabled(id), 1, NOW);
    table.apply(new ApiKeyEnabled(id), 2, NOW);

    table.apply(created(id, key, null), 0, NOW);
    table.apply(new ApiKeyDisabled(id), 1, NOW);

    assertThat(judge(key)).isInstanceOf(Verdict.Active.class);
    assertThat(table.size()).isOne();
  }

  @Test
  void aRotationKeepsTheOlderSecretForAWhileOrNotAtAll() {
    var second = PlaintextKey.mint(random);
    var third = PlaintextKey.mint(random);
    table.apply(created(id, key, null), 0, NOW);

    table.apply(rotated(second, key, NOW.plusSeconds(1)), 1, NOW);
    assertThat(((Verdict.Active) judge(key)).expiresAt()).isEqualTo(NOW.plusSeconds(1));
    assertThat(((Verdict.Active) judge(second)).expiresAt()).isNull();
    assertThat(judge(key, NOW.plusSeconds(1))).isInstanceOf(Verdict.Expired.class);

    table.apply(new ApiKeyRotationCompleted(id), 2, NOW);
    assertThat(judge(key)).isEqualTo(new Verdict.Unknown());
    assertThat(judge(second)).isInstanceOf(Verdict.Active.class);

    table.apply(new ApiKeyRotated(id, third.prefix(), third.digest(), null, null), 3, NOW);
    assertThat(judge(second)).isEqualTo(new Verdict.Unknown());
    assertThat(judge(third)).isInstanceOf(Verdict.Active.class);
  }

  @Test
  void bothSecretsOfAKeyEndWithIt() {
    var second = PlaintextKey.mint(random);
    table.apply(created(id, key, null), 0, NOW);
    table.apply(rotated(second, key, NOW.plusSeconds(1)), 1, NOW);

    table.apply(new ApiKeyRevoked(id), 2, NOW);

    assertThat(judge(key)).isInstanceOf(Verdict.Revoked.class);
    assertThat(judge(second)).isInstanceOf(Verdict.Revoked.class);
  }

  @Test
  void anEventThatCannotBeReadCostsItsKeyAndNoOther() {
    var otherKey = PlaintextKey.mint(random);
    table.apply(created(id, key, null), 0, NOW);
    table.apply(created(ApiKeyId.random(NOW, random), otherKey, null), 0, NOW);

    table.applyGarbled(id, 1);
    table.apply(new ApiKeyRenamed(id, "later"), 2, NOW);

    assertThat(judge(key)).isInstanceOf(Verdict.Disabled.class);
    assertThat(judge(otherKey)).isInstanceOf(Verdict.Active.class);
  }

  @Test
  void whatHappensToAKeyThatIsNotKnownChangesNothing() {
    table.apply(rotated(key, PlaintextKey.mint(random), NOW.plusSeconds(1)), 1, NOW);
    table.applyGarbled(id, 2);

    assertThat(judge(key)).isEqualTo(new Verdict.Unknown());
    assertThat(table.size()).isZero();
  }

  @Test
  void aKeyThatIsLoadedAgainIsTakenAsItIsByThen() {
    table.load(loaded(0, key));
    var next = PlaintextKey.mint(random);

    table.load(loaded(1, next));
    assertThat(judge(key)).isEqualTo(new Verdict.Unknown());
    assertThat(judge(next)).isInstanceOf(Verdict.Active.class);
    table.load(loaded(2, next).withRevoked(true));
    assertThat(judge(next)).isInstanceOf(Verdict.Revoked.class);
    table.load(loaded(1, next));

    assertThat(judge(next)).isInstanceOf(Verdict.Revoked.class);
    assertThat(table.size()).isOne();
  }

  private LookupEntry loaded(long version, PlaintextKey plaintext) {
    return new LookupEntry(id, version, KeyKind.PARTNER, null, NOW, digest(plaintext));
  }

  @Test
  void manyKeysAreAllFoundByReadersWhileTheTableGrows() throws InterruptedException {
    var keys = new ArrayList<PlaintextKey>();
    for (int i = 0; i < 20_000; i++) {
      keys.add(PlaintextKey.mint(random));
    }
    table.apply(created(id, key, null), 0, NOW);
    var stop = new AtomicBoolean();
    var missed = new AtomicBoolean();
    var reader =
        Thread.startVirtualThread(() -> {
          while (!stop.get()) {
            if (!(judge(key) instanceof Verdict.Active)) {
              missed.set(true);
            }
          }
        });

    for (PlaintextKey next : keys) {
      table.apply(created(ApiKeyId.random(NOW, random), next, null), 0, NOW);
    }
    stop.set(true);
    reader.join();

    assertThat(missed).isFalse();
    assertThat(table.size()).isEqualTo(keys.size() + 1);
    assertThat(keys).allSatisfy(it -> assertThat(judge(it)).isInstanceOf(Verdict.Active.class));
  }

  @Test
  void secretsThatHaveEndedAreLeftBehindWhenTheTableGrows() {
    var index = new SecretIndex();
    List<Secret> secrets = random.ints(1000).mapToObj(number -> secret(number % 2 == 0)).toList();
    secrets.forEach(index::put);

    assertThat(secrets.subList(0, 600))
        .allSatisfy(secret ->
            assertThat(Objects.equals(index.find(secret), secret)).isEqualTo(secret.isOfUse()));
  }

  private Secret secret(boolean isGood) {
    var digest = digest(PlaintextKey.mint(random));
    return isGood
        ? new LookupEntry(id, 0, KeyKind.PARTNER, null, NOW, digest)
        : new EndedSecret(digest);
  }

  private Verdict judge(PlaintextKey presented) {
    return judge(presented, NOW);
  }

  private Verdict judge(PlaintextKey presented, Instant now) {
    return table.judge(digest(presented), InstantSource.fixed(now));
  }

  private static Sha256 digest(PlaintextKey presented) {
    return presented.sha256();
  }

  private ApiKeyCreated created(
      ApiKeyId apiKeyId, PlaintextKey plaintext, @Nullable Map<String, String> metadata) {
    return new ApiKeyCreated(
        apiKeyId,
        KeyKind.PROJECT,
        new ProjectId("p"),
        "größer",
        plaintext.prefix(),
        plaintext.digest(),
        null,
        metadata,
        null);
  }

  private ApiKeyRotated rotated(PlaintextKey next, PlaintextKey kept, Instant keptUntil) {
    return new ApiKeyRotated(id, next.prefix(), next.digest(), kept.digest(), keptUntil);
  }
}
