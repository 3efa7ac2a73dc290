package dev.keyledger.command.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyMetadataTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "cost centre", " ", "Kostenstelle für مفتاح", "🔑"})
  void namesAndTextsMayBeInAnyLanguageAndStayAsTheyAre(String text) {
    assertThat(new KeyMetadata(Map.of(text, text)).entries())
        .containsExactly(Map.entry(text, text));
  }

  @Test
  void aTextMayBeEmptyAndANameMayNot() {
    assertThat(new KeyMetadata(Map.of("team", "")).entries()).containsEntry("team", "");
    assertThatThrownBy(() -> new KeyMetadata(Map.of("", "payments")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("without a name");
  }

  @Test
  void thereAreAtMost20Entries() {
    assertThat(new KeyMetadata(entries(20)).entries()).hasSize(20);
    assertThatThrownBy(() -> new KeyMetadata(entries(21)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at most 20 entries");
  }

  /// "ü" has 2 bytes in UTF-8, "鍵" 3 and "🔑" 4.
  @ParameterizedTest
  @ValueSource(strings = {"u", "ü", "鍵", "🔑"})
  void namesAndTextsHaveAtMost1024BytesOfUtf8InAll(String name) {
    int left = 1024 - 2 * name.getBytes(StandardCharsets.UTF_8).length - 1;

    assertThat(new KeyMetadata(Map.of(name, name, "b", "x".repeat(left))).entries()).hasSize(2);
    assertThatThrownBy(() -> new KeyMetadata(Map.of(name, name, "b", "x".repeat(left + 1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at most 1024 bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "\ta", "a\u0000", "\u202eabc", "a\u2066b", "\ud83d"})
  void whatWouldGarbleTheTextAroundItIsRefusedInNamesAndTexts(String text) {
    assertThatThrownBy(() -> new KeyMetadata(Map.of("team", text)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("control characters");
    assertThatThrownBy(() -> new KeyMetadata(Map.of(text, "payments")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("control characters");
  }

  @Test
  void aChangeSetsReplacesAndRemovesEntriesAndLeavesTheOthers() {
    var metadata = new KeyMetadata(Map.of("team", "sales", "ticket", "K-1", "owner", "ann"));
    var changes = new HashMap<String, @Nullable String>();
    changes.put("team", "payments");
    changes.put("region", "eu");
    changes.put("ticket", null);
    changes.put("unknown", null);

    assertThat(metadata.with(changes))
        .isEqualTo(new KeyMetadata(Map.of("team", "payments", "region", "eu", "owner", "ann")));
    assertThat(metadata.entries()).hasSize(3).containsEntry("team", "sales");
  }

  @Test
  void aChangeIsJudgedByItsResult() {
    var full = new KeyMetadata(entries(20));
    var exchange = new HashMap<String, @Nullable String>();
    exchange.put("1", null);
    exchange.put("new", "");

    assertThat(full.with(exchange).entries()).hasSize(20).containsKey("new");
    assertThatThrownBy(() -> full.with(Map.of("new", "")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatWasNotedDoesNotChangeWithTheMapThatItCameFrom() {
    var entries = new HashMap<>(Map.of("team", "sales"));
    var metadata = new KeyMetadata(entries);

    entries.put("team", "payments");

    assertThat(metadata.entries()).containsEntry("team", "sales");
  }

  private static Map<String, String> entries(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(Integer::toString)
        .collect(Collectors.toMap(Function.identity(), _ -> ""));
  }
}
