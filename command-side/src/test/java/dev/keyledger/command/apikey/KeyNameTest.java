package dev.keyledger.command.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyNameTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "deploy key",
        "Schlüssel",
        "مفتاح",
        "מפתח",
        "鍵",
        "🔑",
        "👩‍💻",
        "'; DROP TABLE"
      })
  void aNameMayBeInAnyLanguage(String text) {
    assertThat(new KeyName(text).value()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " test",
        "test ",
        "  test  ",
        "\u3000test\u2003",
        "\u00a0test\u202f",
        "\u2007 test\u00a0"
      })
  void whiteSpaceAroundANameIsTakenAway(String text) {
    assertThat(new KeyName(text).value()).isEqualTo("test");
  }

  @Test
  void whiteSpaceInsideANameStays() {
    assertThat(new KeyName("a \u00a0 b").value()).isEqualTo("a \u00a0 b");
  }

  @Test
  void lengthIsCountedInCodePointsAfterTrimming() {
    assertThat(new KeyName(" " + "🔑".repeat(255) + " ").value()).hasSize(510);
    assertThatThrownBy(() -> new KeyName("🔑".repeat(256))).hasMessageContaining("1 to 255");
    assertThatThrownBy(() -> new KeyName("")).hasMessageContaining("1 to 255");
    assertThatThrownBy(() -> new KeyName("   ")).hasMessageContaining("1 to 255");
    assertThatThrownBy(() -> new KeyName("\u00a0\u2007\u202f")).hasMessageContaining("1 to 255");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\nb",
        "a\n",
        "\ta",
        "a\u0000",
        "a\u007f",
        "a\u0085",
        "\u202eabc",
        "a\u2066b",
        "a\u200f",
        "a\u200e",
        "a\u061c",
        "\ud83d",
        "a\udd11b",
        "\udd11\ud83d"
      })
  void whatWouldGarbleTheTextAroundANameIsRefused(String text) {
    assertThatThrownBy(() -> new KeyName(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("control characters");
  }
}
