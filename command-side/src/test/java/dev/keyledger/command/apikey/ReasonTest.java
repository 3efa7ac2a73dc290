package dev.keyledger.command.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The rules are those of a [KeyName], whose test has every case of them.
final class ReasonTest {
  @Test
  void aReasonIsAnybodysOwnWords() {
    assertThat(new Reason("leaked in K-1, мы её отозвали 🔑").value())
        .isEqualTo("leaked in K-1, мы её отозвали 🔑");
  }

  @Test
  void whiteSpaceAroundAReasonIsTakenAway() {
    assertThat(new Reason(" \u00a0leaked  twice\u3000").value()).isEqualTo("leaked  twice");
  }

  @Test
  void lengthIsCountedInCodePointsAfterTrimming() {
    assertThat(new Reason("x").value()).hasSize(1);
    assertThat(new Reason(" " + "🔑".repeat(500) + " ").value()).hasSize(1000);
    assertThatThrownBy(() -> new Reason("🔑".repeat(501))).hasMessageContaining("1 to 500");
    assertThatThrownBy(() -> new Reason("")).hasMessageContaining("1 to 500");
    assertThatThrownBy(() -> new Reason(" \u00a0 ")).hasMessageContaining("1 to 500");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\n", "a\u0000", "\u202eabc", "\ud83d"})
  void whatWouldGarbleTheTextAroundAReasonIsRefused(String text) {
    assertThatThrownBy(() -> new Reason(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("control characters");
  }
}
