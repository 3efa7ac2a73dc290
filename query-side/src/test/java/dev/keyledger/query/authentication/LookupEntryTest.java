package dev.keyledger.query.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyledger.events.ApiKeyId;
import dev.keyledger.events.KeyKind;
import dev.keyledger.events.ProjectId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class LookupEntryTest {
  private static final Instant END = Instant.parse("2026-11-01T12:00:00Z");

  @Test
  void aKeyIsGoodUntilTheInstantBeforeItsExpiry() {
    var entry = entry(END);

    assertThat(entry.judge(END.minusNanos(1), null)).isEqualTo(new Verdict.Active(entry, null));
    assertThat(entry.judge(END, null)).isInstanceOf(Verdict.Expired.class);
    assertThat(entry.judge(END.plusSeconds(1), null)).isInstanceOf(Verdict.Expired.class);
  }

  @Test
  void aKeyWithoutExpiryIsAlwaysGood() {
    var entry = entry(null);

    assertThat(entry.judge(Instant.MAX, null)).isEqualTo(new Verdict.Active(entry, null));
  }

  @Test
  void aDisabledKeyIsNotGoodUntilItHasExpired() {
    assertThat(entry(END, true, false).judge(END.minusNanos(1), null))
        .isInstanceOf(Verdict.Disabled.class);
    assertThat(entry(END, true, false).judge(END, null)).isInstanceOf(Verdict.Expired.class);
  }

  @Test
  void aRevokedKeyHasEndedWhateverElseItIs() {
    assertThat(entry(END, true, true).judge(END, null)).isInstanceOf(Verdict.Revoked.class);
    assertThat(entry(null, false, true).judge(END, null)).isInstanceOf(Verdict.Revoked.class);
  }

  @Test
  void aSecretThatEndsBeforeItsKeyIsGoodUntilTheInstantBefore() {
    var entry = entry(END.plusSeconds(1));

    assertThat(entry.judge(END.minusNanos(1), END)).isEqualTo(new Verdict.Active(entry, END));
    assertThat(entry.judge(END, END)).isInstanceOf(Verdict.Expired.class);
    assertThat(new Verdict.Active(entry, END).expiresAt()).isEqualTo(END);
  }

  @Test
  void aKeyThatEndsBeforeItsSecretIsGoodUntilTheInstantBefore() {
    var entry = entry(END);

    assertThat(entry.judge(END, END.plusSeconds(1))).isInstanceOf(Verdict.Expired.class);
    assertThat(new Verdict.Active(entry, END.plusSeconds(1)).expiresAt()).isEqualTo(END);
    assertThat(new Verdict.Active(entry, null).expiresAt()).isEqualTo(END);
  }

  @Test
  void noInstantIsLateForAKeyWithoutExpiryButForItsSecret() {
    var entry = entry(null);

    assertThat(entry.judge(Instant.MAX, END)).isInstanceOf(Verdict.Expired.class);
    assertThat(new Verdict.Active(entry, END).expiresAt()).isEqualTo(END);
  }

  @Test
  void aKeyWithAHistoryThatCannotBeReadIsNotGood() {
    assertThat(entry(null).withGarbledHistory().judge(END, null))
        .isInstanceOf(Verdict.Disabled.class);
  }

  @Test
  void onlyAGoodOrRevokedKeyIsJudgedWithoutAskingAgain() {
    assertThat(entry(null).judge(END, null).mayBeStale()).isFalse();
    assertThat(new Verdict.Revoked(entry(null)).mayBeStale()).isFalse();
    assertThat(new Verdict.Disabled(entry(null)).mayBeStale()).isTrue();
    assertThat(new Verdict.Expired(entry(null)).mayBeStale()).isTrue();
    assertThat(new Verdict.Unknown().mayBeStale()).isTrue();
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
            END)
        .withExpiry(expiresAt)
        .withDisabled(disabled)
        .withRevoked(revoked);
  }
}
