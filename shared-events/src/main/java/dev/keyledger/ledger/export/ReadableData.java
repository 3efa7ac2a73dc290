package dev.keyledger.ledger.export;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// What of an event's stored texts is shown to whoever only reads: the payload without its digests,
/// and the metadata; `null` for a text that is not JSON.
final class ReadableData {
  /// Members of a payload that are digests: of keys, and of what a request asked for.
  static final Set<String> DIGESTS = Set.of("digest", "kept", "requestHash");

  private static final String NO_JSON = "null";

  private ReadableData() {}

  /// What happened.
  static String event(String payload) {
    return readable(payload, DIGESTS);
  }

  /// Who caused it.
  static String cause(String metadata) {
    return readable(metadata, Set.of());
  }

  /// Whether `shown`, which is JSON, says what [#event] does, in whatever spelling.
  static boolean showsEvent(String shown, String payload) {
    return PlainlyShown.isEvent(shown, payload) || shows(shown, payload, DIGESTS);
  }

  /// Whether `shown`, which is JSON, says what [#cause] does, in whatever spelling.
  static boolean showsCause(String shown, String metadata) {
    return shown.equals(metadata) || shows(shown, metadata, Set.of());
  }

  private static String readable(String text, Set<String> hidden) {
    var bytes = new ByteArrayOutputStream(text.length() + 16);
    int values = 0;
    try (var parser = Json.parser(text);
        var generator = Json.generator(bytes)) {
      for (var token = next(parser, hidden); token != null; token = next(parser, hidden)) {
        copy(token, parser, generator);
        values += parser.streamReadContext().inRoot() ? 1 : 0;
      }
    } catch (JacksonException _) {
      return NO_JSON;
    }
    return values == 1 ? bytes.toString(StandardCharsets.UTF_8) : NO_JSON;
  }

  /// The next token that is shown. Only members of the outermost object are hidden.
  private static @Nullable JsonToken next(JsonParser parser, Set<String> hidden) {
    var token = parser.nextToken();
    while (token == JsonToken.PROPERTY_NAME
        && hidden.contains(parser.currentName())
        && parser.streamReadContext().getNestingDepth() == 1) {
      parser.nextToken();
      parser.skipChildren();
      token = parser.nextToken();
    }
    return token;
  }

  /// Numbers keep their spelling.
  private static void copy(JsonToken token, JsonParser parser, JsonGenerator generator) {
    if (token.isNumeric()) {
      generator.writeNumber(parser.getString());
    } else {
      generator.copyCurrentEvent(parser);
    }
  }

  private static boolean shows(String shown, String text, Set<String> hidden) {
    return shown.equals(NO_JSON)
        ? readable(text, hidden).equals(NO_JSON)
        : sameTokens(shown, text, hidden);
  }

  private static boolean sameTokens(String shown, String text, Set<String> hidden) {
    try (var one = Json.parser(shown);
        var other = Json.parser(text)) {
      @Nullable JsonToken token;
      do {
        token = one.nextToken();
        if (token != next(other, hidden) || !sameText(token, one, other)) {
          return false;
        }
      } while (token != null);
      return true;
    } catch (JacksonException _) {
      return false; // the text is not JSON, and should be shown as null
    }
  }

  private static boolean sameText(@Nullable JsonToken token, JsonParser one, JsonParser other) {
    return token == null || !hasText(token) || one.getString().equals(other.getString());
  }

  private static boolean hasText(JsonToken token) {
    return token == JsonToken.PROPERTY_NAME || token.isScalarValue();
  }
}
