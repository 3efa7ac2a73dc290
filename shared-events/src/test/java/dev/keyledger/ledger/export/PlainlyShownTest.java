package dev.keyledger.ledger.export;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is seen at a glance is what the parsers say.
final class PlainlyShownTest {
  private static final String DIGEST =
      "\"digest\":{\"algorithm\":\"SHA-256\",\"hex\":\"" + "0123456789abcdef".repeat(4) + "\"}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"apiKeyId\":\"a\",D,\"metadata\":{\"team\":\"a\"}}",
        "{\"name\":\"}]\",D,\"metadata\":{\"team\":\"}{\",\"more\":[]}}",
        "{\"name\":\"a\",D}",
        "{\"name\":\"größer\",D,\"expiresAt\":null}",
        "{D,\"name\":\"a\"}",
        "{D}",
        "{\"apiKeyId\":\"a\"}",
        "{}"
      })
  void mostNeedNoParser(String form) {
    String payload = form.replace("D", DIGEST);
    String shown = ReadableData.event(payload);

    assertThat(PlainlyShown.isEvent(shown, payload)).isTrue();
    assertThat(PlainlyShown.isEvent(shown + " ", payload)).isFalse();
    assertThat(PlainlyShown.isEvent(shown.replace("a", "b"), payload))
        .isEqualTo(shown.equals(shown.replace("a", "b")));
    assertThat(PlainlyShown.isEvent("null", payload)).isFalse();
  }

  /// Not everything between quotes is a name, and not every name is one of the outermost object.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"metadata\":{D}}",
        "{\"metadata\":{\"team\":\"a\"},D}",
        "{\"metadata\":[1],D}",
        "{\"metadata\":{\"a\":\"b\",D},\"name\":\"a\"}",
        "[D]",
        "{\"name\":D}",
        "{\"name\":D,1}",
        "{\"a\":1 D,\"b\":2}",
        "{\"a\":\"D,\"b\":2}",
        "{\"a\":\"x,D,y\"}",
        "{\"a\":1,D2}",
        "{\"a\":1,D 2}",
        "{\"a\":1,D,}",
        "{\"a\":1, D}",
        "{,D}",
        "{ ,D}",
        "{D,}",
        "{D,,\"a\":1}",
        "{\"a\":1,,D}",
        "{D,D}",
        "{D,\"kept\":1}",
        "{D,\"requestHash\":\"a\"}",
        "{\"kept\":1,D}",
        "{\"digest\":1,D}",
        "{\"kept\":1}",
        "{\"\\u0064igest\":1}",
        "{\"a\":\"\\\\\",D}",
        "{\"digest\" :1}",
        "D",
        "D}",
        "]{D",
        "{D"
      })
  void theOthersAreLeftToTheParsers(String form) {
    String payload = form.replace("D", DIGEST);
    for (String cut : new String[] {DIGEST, DIGEST + ",", "," + DIGEST}) {
      String shown = payload.replace(cut, "");
      assertThat(PlainlyShown.isEvent(shown, payload)).isFalse();
    }
    assertThat(PlainlyShown.isEvent(payload, payload)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(chars = {'"', '\n', '}', 'g', 'ä'})
  void aDigestOfOtherCharactersIsLeftToTheParsers(char other) {
    String payload = "{" + DIGEST.replace('f', other) + ",\"a\":1}";

    assertThat(PlainlyShown.isEvent("{\"a\":1}", payload)).isFalse();
  }
}
