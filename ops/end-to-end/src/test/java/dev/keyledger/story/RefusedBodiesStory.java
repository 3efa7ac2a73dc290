package dev.keyledger.story;

import static dev.keyledger.story.Refused.MARKER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.keyledger.http.ErrorCode;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a creation may say, to the letter. A misunderstanding here would mint a key that nobody
/// asked for, so nothing is guessed, and nothing that was refused is repeated.
@ExtendWith(SharedNode.class)
final class RefusedBodiesStory {
  private static final int LIMIT = 16 * 1024;

  private final Api api;

  RefusedBodiesStory(Node node) {
    this.api = node.api();
  }

  @ParameterizedTest
  @MethodSource
  void refused(String body, ErrorCode code, @Nullable String field) {
    Refused.with(code, field, api.create("refused-bodies", body));
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        // Not one JSON object.
        malformed(""),
        malformed(" "),
        malformed("null"),
        malformed("[]"),
        malformed("[{}]"),
        malformed("\"" + MARKER + "\""),
        malformed("7"),
        malformed("true"),
        malformed("{"),
        malformed(MARKER),
        malformed("{'name': '" + MARKER + "'}"),
        malformed("{\"name\": \"" + MARKER + "\",}"),
        malformed("{\"name\": \"" + MARKER),
        malformed("{\"name\": \"\\x" + MARKER + "\"}"),
        malformed("{\"name\": \"" + MARKER + "\n\"}"),
        malformed("/* " + MARKER + " */ {}"),
        malformed("{} " + MARKER),
        malformed("{}{}"),
        malformed("{} null"),
        malformed("{\"name\": NaN}"),
        malformed("[".repeat(5000)),
        // A member twice: which one would count?
        malformed("{\"name\": \"a\", \"name\": \"" + MARKER + "\"}"),
        malformed("{\"expiresAt\": null, \"expiresAt\": \"" + MARKER + "\"}"),
        malformed("{\"expiresAt\": null, \"expires\\u0041t\": null}"),
        // An unknown member; a misspelt expiresAt must not make a key that never expires.
        arguments("{\"expiresat\": null}", ErrorCode.UNKNOWN_MEMBER, "expiresat"),
        arguments("{\"expires_at\": \"" + MARKER + "\"}", ErrorCode.UNKNOWN_MEMBER, "expires_at"),
        arguments("{\"Name\": \"" + MARKER + "\"}", ErrorCode.UNKNOWN_MEMBER, "Name"),
        arguments("{\"kind\": \"partner\"}", ErrorCode.UNKNOWN_MEMBER, "kind"),
        arguments(
            "{\"apiKey\": {\"a\": [\"" + MARKER + "\"]}}", ErrorCode.UNKNOWN_MEMBER, "apiKey"),
        arguments("{\"<b>" + MARKER + "</b>\": 1}", ErrorCode.UNKNOWN_MEMBER, null),
        arguments("{\"" + MARKER.repeat(10) + "\": 1}", ErrorCode.UNKNOWN_MEMBER, null),
        arguments("{\"\": 1}", ErrorCode.UNKNOWN_MEMBER, null),
        // The wrong type.
        arguments("{\"name\": 7}", ErrorCode.WRONG_TYPE, "name"),
        arguments("{\"name\": 7.5}", ErrorCode.WRONG_TYPE, "name"),
        arguments("{\"name\": true}", ErrorCode.WRONG_TYPE, "name"),
        arguments("{\"name\": [\"" + MARKER + "\"]}", ErrorCode.WRONG_TYPE, "name"),
        arguments("{\"name\": {\"value\": \"" + MARKER + "\"}}", ErrorCode.WRONG_TYPE, "name"),
        arguments("{\"expiresAt\": 4102444800}", ErrorCode.WRONG_TYPE, "expiresAt"),
        arguments("{\"expiresAt\": false}", ErrorCode.WRONG_TYPE, "expiresAt"),
        arguments("{\"expiresAt\": []}", ErrorCode.WRONG_TYPE, "expiresAt"),
        // A name that is empty, too long, or would garble the text it is shown in.
        name(""),
        name(" \\t \u2003"),
        name("x".repeat(256)),
        name("\ud83d\udd11".repeat(256)),
        name(MARKER + "\\u0000"),
        name(MARKER + "\\n"),
        name(MARKER + "\\u007f"),
        name(MARKER + "\u0085"),
        name(MARKER + "\u200f"),
        name(MARKER + "\u202e"),
        name(MARKER + "\\u2066"),
        name(MARKER + "\\ud83d"),
        name("\\udd11" + MARKER),
        // A time that is not one, to RFC 3339.
        expiresAt(""),
        expiresAt(MARKER),
        expiresAt("2127-09-10"),
        expiresAt("2127-09-10T10:11Z"),
        expiresAt("2127-09-10T10:11:00"),
        expiresAt("2127-09-10 10:11:00Z"),
        expiresAt(" 2127-09-10T10:11:00Z"),
        expiresAt("2127-9-10T10:11:00Z"),
        expiresAt("2127-02-29T10:11:00Z"),
        expiresAt("2127-13-01T10:11:00Z"),
        expiresAt("2127-09-10T24:00:00Z"),
        expiresAt("2127-09-10T10:60:00Z"),
        expiresAt("2127-06-30T23:59:60Z"),
        expiresAt("2127-09-10T10:11:00.Z"),
        expiresAt("2127-09-10T10:11:00.1234567890Z"),
        expiresAt("2127-09-10T10:11:00,5Z"),
        expiresAt("2127-09-10T10:11:00+0100"),
        expiresAt("2127-09-10T10:11:00+24:00"),
        expiresAt("2127-09-10T10:11:00+01:60"),
        expiresAt("2127-09-10T10:11:00+01:00[Europe/Berlin]"),
        expiresAt("+10000-01-01T00:00:00Z"),
        expiresAt("9999-12-31T23:59:59-00:01"),
        expiresAt("-0001-01-01T00:00:00Z"),
        expiresAt("\u0662\u0661\u0662\u0667-09-10T10:11:00Z"),
        // A time that is over.
        past("0000-01-01T00:00:00+23:59"),
        past("1970-01-01T00:00:00Z"),
        past("2020-02-29T23:59:59.999999999-23:59"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"name\": \"x\"}",
        "{\"name\": \"  x  \"}",
        "{\"name\": \"\u00e9\u4e2d\ud83d\udd11\"}",
        "{\"name\": \"\\ud83d\\udd11\"}",
        "{\"name\": null, \"expiresAt\": null}",
        "{\"expiresAt\": \"2127-09-10t10:11:00z\"}",
        "{\"expiresAt\": \"2127-09-10T10:11:00.1-23:59\"}",
        "{\"expiresAt\": \"2127-09-10T10:11:00.123456789-00:00\"}",
        "{\"expiresAt\": \"2128-02-29T00:00:00Z\"}",
        "{\"expiresAt\": \"9999-12-31T23:59:59.999999999Z\"}",
        "\ufeff{}",
        " \r\n\t{ } \n"
      })
  void accepted(String body) {
    assertThat(api.create("refused-bodies", body).status()).isEqualTo(200);
  }

  @Test
  void aNameMayHave255CodePointsWhateverWhiteSpaceIsAroundIt() {
    String name = "\ud83d\udd11".repeat(255);

    assertThat(api.create("refused-bodies", "{\"name\": \" " + name + "\u2003\"}").text("name"))
        .isEqualTo(name);
  }

  @Test
  void aBodyMayHave16KiBAndNotAByteMore() {
    var most = "{}" + " ".repeat(LIMIT - 2);
    for (boolean chunked : new boolean[] {false, true}) {
      assertThat(post(bytes(most), chunked).status()).isEqualTo(200);
      Refused.with(ErrorCode.BODY_TOO_LARGE, post(bytes(most + " "), chunked));
      Refused.with(ErrorCode.BODY_TOO_LARGE, post(bytes(most + MARKER), chunked));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE", "ISO-8859-1"})
  void aBodyIsUtf8(String charset) {
    var body = ("{\"name\": \"" + MARKER + "\u00e9\"}").getBytes(Charset.forName(charset));

    Refused.with(ErrorCode.MALFORMED_BODY, post(body, false));
  }

  private Answer post(byte[] body, boolean chunked) {
    var publisher =
        chunked
            ? BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))
            : BodyPublishers.ofByteArray(body);
    return api.send(
        Api.keys("refused-bodies"),
        request -> request.header("Content-Type", "application/json").POST(publisher));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Arguments malformed(String body) {
    return arguments(body, ErrorCode.MALFORMED_BODY, null);
  }

  private static Arguments name(String json) {
    return arguments("{\"name\": \"" + json + "\"}", ErrorCode.INVALID_NAME, "name");
  }

  private static Arguments expiresAt(String json) {
    return arguments(
        "{\"expiresAt\": \"" + json + "\"}", ErrorCode.INVALID_EXPIRES_AT, "expiresAt");
  }

  private static Arguments past(String time) {
    return arguments(
        "{\"expiresAt\": \"" + time + "\"}", ErrorCode.EXPIRES_AT_IN_PAST, "expiresAt");
  }
}
