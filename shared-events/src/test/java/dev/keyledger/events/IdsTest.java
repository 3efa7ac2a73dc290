package dev.keyledger.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class IdsTest {
  private static final Instant NOW = Instant.parse("2026-11-27T10:15:00.123456Z");

  private final Random random = new Random(7);

  @RepeatedTest(100)
  void aNewIdIsARandomUuidAndIsReadBack() {
    var id = ApiKeyId.random(NOW, random);

    assertThat(id.value().version()).isEqualTo(7);
    assertThat(id.value().variant()).isEqualTo(2);
    assertThat(ApiKeyId.of(id.toString())).isEqualTo(id);
  }

  /// RFC 9562, section 5.7: the first 48 bits are the milliseconds since 1970.
  @Test
  void anIdBeginsWithTheTimeOfItsMaking() {
    var id = ApiKeyId.random(NOW, random);

    assertThat(id.value().getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
    assertThat(id).isNotEqualTo(ApiKeyId.random(NOW, random));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1-1-1-1-1",
        "21FD1A8D-88D5-4295-B792-5B2113138057",
        "21fd1a8d88d54295b7925b2113138057",
        "{21fd1a8d-88d5-4295-b792-5b2113138057}"
      })
  void onlyTheCanonicalFormIsAnId(String text) {
    assertThatThrownBy(() -> ApiKeyId.of(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mtKDhe1U", "_", "-", "null", "partner", "0"})
  void aProjectIdMayBeAnyWord(String text) {
    assertThat(new ProjectId(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a.b", "a/b", "ä", "a\n", "１"})
  void otherTextIsNoProjectId(String text) {
    assertThatThrownBy(() -> new ProjectId(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aProjectIdHasAtMost64Characters() {
    assertThat(new ProjectId("x".repeat(64)).value()).hasSize(64);
    assertThatThrownBy(() -> new ProjectId("x".repeat(65)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @EnumSource(KeyKind.class)
  void aKindIsReadBackFromItsWord(KeyKind kind) {
    assertThat(KeyKind.of(kind.word())).isEqualTo(kind);
    assertThatThrownBy(() -> KeyKind.of(kind.name())).isInstanceOf(IllegalArgumentException.class);
  }
}
