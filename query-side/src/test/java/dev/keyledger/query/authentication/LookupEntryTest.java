package dev.keyledger.query.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyledger.events.ApiKeyId;
import dev.keyledger.events.KeyKind;
import dev.keyledger.events.ProjectId;
import dev.keyledger.key.Sha256;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class LookupEntryTest {
  private static final Instant END = Instant.parse("2026-11-01T12:00:00Z");

  @Test
  void aKeyIsGoodUntilTheInstantBeforeItsExpiry() {
    var entry = entry(END);

    assertThat(entry.judge(at(END.minusNanos(1)), null)).isEqualTo(new Verdict.Active(entry, null));
    assertThat(entry.judge(at(END), null)).isInstanceOf(Verdict.Expired.class);
    assertThat(entry.judge(at(END.plusSeconds(1)), null)).isInstanceOf(Verdict.Expired.class);
  }

  @Test
  void aKeyWithoutExpiryIsAlwaysGood() {
    var entry = entry(null);

    assertThat(entry.judge(at(Instant.MAX), null)).isEqualTo(new Verdict.Active(entry, null));
  }

  @Test
  void aDisabledKeyIsNotGoodUntilItHasExpired() {
    assertThat(entry(END, true, false).judge(at(END.minusNanos(1)), null))
        .isInstanceOf(Verdict.Disabled.class);
    assertThat(entry(END, true, false).judge(at(END), null)).isInstanceOf(Verdict.Expired.class);
  }

  @Test
  void aRevokedKeyHasEndedWhateverElseItIs() {
    assertThat(entry(END, true, true).judge(at(END), null)).isInstanceOf(Verdict.Revoked.class);
    assertThat(entry(null, false, true).judge(at(END), null)).isInstanceOf(Verdict.Revoked.class);
  }

  @Test
  void aSecretThatEndsBeforeItsKeyIsGoodUntilTheInstantBefore() {
    var entry = entry(END.plusSeconds(1));

    assertThat(entry.judge(at(END.minusNanos(1)), END)).isEqualTo(new Verdict.Active(entry, END));
    assertThat(entry.judge(at(END), END)).isInstanceOf(Verdict.Expired.class);
    assertThat(new Verdict.Active(entry, END).expiresAt()).isEqualTo(END);
  }

  @Test
  void aKeyThatEndsBeforeItsSecretIsGoodUntilTheInstantBefore() {
    var entry = entry(END);

    assertThat(entry.judge(at(END), END.plusSeconds(1))).isInstanceOf(Verdict.Expired.class);
    assertThat(new Verdict.Active(entry, END.plusSeconds(1)).expiresAt()).isEqualTo(END);
    assertThat(new Verdict.Active(entry, null).expiresAt()).isEqualTo(END);
  }

  @Test
  void noInstantIsLateForAKeyWithoutExpiryButForItsSecret() {
    var entry = entry(null);

    assertThat(entry.judge(at(Instant.MAX), END)).isInstanceOf(Verdict.Expired.class);
    assertThat(new Verdict.Active(entry, END).expiresAt()).isEqualTo(END);
  }

  @Test
  void aKeyWithAHistoryThatCannotBeReadIsNotGood() {
    assertThat(entry(null).withGarbledHistory().judge(at(END), null))
        .isInstanceOf(Verdict.Disabled.class);
  }

  @Test
  void onlyAGoodOrRevokedKeyIsJudgedWithoutAskingAgain() {
    assertThat(entry(null).judge(at(END), null).mayBeStale()).isFalse();
    assertThat(new Verdict.Revoked(entry(null)).mayBeStale()).isFalse();
    assertThat(new Verdict.Disabled(entry(null)).mayBeStale()).isTrue();
    assertThat(new Verdict.Expired(entry(null)).mayBeStale()).isTrue();
    assertThat(new Verdict.Unknown().mayBeStale()).isTrue();
  }

  @Test
  void theClockIsReadOnlyWhereSomethingEnds() {
    InstantSource stopped =
        () -> {
          throw new IllegalStateException("the clock is read");
        };

    assertThat(entry(null).judge(stopped)).isInstanceOf(Verdict.Active.class);
    assertThatThrownBy(() -> entry(END).judge(stopped)).hasMessage("the clock is read");
    assertThatThrownBy(() -> entry(null).judge(stopped, END)).hasMessage("the clock is read");
  }

  private static InstantSource at(Instant now) {
    return InstantSource.fixed(now);
  }

  private static LookupEntry entry(@Nullable Instant expiresAt) {
    return entry(expiresAt, false, false);
  }

  private static LookupEntry entry(@Nullable Instant expiresAt, boolean disabled, boolean revoked) {
    return new LookupEntry(
            ApiKeyId.of("21fd1a8d-88d5-4295-b792-5b2113138057"),
            0,
            KeyKind.PROJECT,
            new ProjectId("mtKDhe1U"),
            END,
            new Sha256(new byte[32]))
        .withExpiry(expiresAt)
        .withDisabled(disabled)
        .withRevoked(revoked);
  }
}
