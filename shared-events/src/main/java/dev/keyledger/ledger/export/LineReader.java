package dev.keyledger.ledger.export;

import dev.keyledger.ledger.proof.Hash;
import dev.keyledger.ledger.proof.Leaf;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads a line. Whatever it says more than once, or beyond what is proven, is refused.
final class LineReader {
  private static final String LINE = "line";

  private final byte[] lines;
  private final Place place;
  private final boolean hasZeros;
  private final boolean mayHaveSurrogates;
  private final Map<Attribute, String> texts = new EnumMap<>(Attribute.class);
  private @Nullable String event;
  private @Nullable String cause;

  private LineReader(byte[] lines, Place place, boolean plain) {
    this.lines = lines;
    this.place = place;
    var line =
        plain ? "" : new String(lines, place.from(), place.length(), StandardCharsets.ISO_8859_1);
    this.hasZeros = hasZeros(line);
    this.mayHaveSurrogates = mayHaveSurrogates(line);
  }

  /// Whether nothing in these lines needs a closer look.
  ///
  /// @param lines with a character for each byte: they are searched faster than bytes are
  static boolean arePlain(String lines) {
    return !hasZeros(lines) && !mayHaveSurrogates(lines);
  }

  private static boolean hasZeros(String line) {
    return line.indexOf(0) >= 0;
  }

  /// Whether half a surrogate pair can be in it: as an escape, or as what is not quite UTF-8.
  private static boolean mayHaveSurrogates(String line) {
    return line.contains("\\ud") || line.contains("\\uD") || line.indexOf(0xED) >= 0;
  }

  /// @param lines among which it is
  /// @param place where it is, without its line feed
  /// @param plain whether it is known to be
  static ReceivedLine read(byte[] lines, Place place, boolean plain) throws BadLine {
    var reader = new LineReader(lines, place, plain);
    reader.readAll();
    return reader.line();
  }

  private void readAll() throws BadLine {
    if (hasZeros) {
      throw notUtf8(); // Jackson would take it for UTF-16 and read it all the same
    }
    try (var parser = Json.parser(lines, place)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new BadLine(LINE, "is not a JSON object");
      }
      for (String word = parser.nextName(); word != null; word = parser.nextName()) {
        readMember(word, parser);
      }
      if (parser.nextToken() != null) {
        throw new BadLine(LINE, "has something after its JSON object");
      }
    } catch (JacksonException _) {
      throw notUtf8();
    }
  }

  private static BadLine notUtf8() {
    return new BadLine(LINE, "is not JSON in UTF-8");
  }

  private void readMember(String word, JsonParser parser) throws BadLine {
    var attribute = Attribute.of(word).orElseThrow(() -> unknown(word));
    if (texts.put(attribute, "") != null) {
      throw new BadLine(attribute, "is there twice");
    }
    parser.nextToken();
    if (attribute == Attribute.DATA) {
      readData(parser);
    } else {
      readText(attribute, parser);
    }
  }

  /// The name is repeated on a terminal, unless it is something else than a name.
  private static BadLine unknown(String word) {
    String name = word.matches("[A-Za-z0-9_]{1,40}") ? word : LINE;
    return new BadLine(name, "is, or has, a member that nothing proves");
  }

  private void readText(Attribute attribute, JsonParser parser) throws BadLine {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw new BadLine(attribute, "is not a text");
    }
    String text = parser.getString();
    if (mayHaveSurrogates) {
      requireCharacters(attribute, text);
    }
    texts.put(attribute, text);
  }

  /// Half a surrogate pair has no bytes in UTF-8, and Java would hash a question mark instead.
  private static void requireCharacters(Attribute attribute, String text) throws BadLine {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (i + 1 == text.length()
            || !Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
          throw new BadLine(attribute, "has half a surrogate pair");
        }
        i++;
      }
    }
  }

  private void readData(JsonParser parser) throws BadLine {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw new BadLine(Attribute.DATA, "is not a JSON object");
    }
    for (String word = parser.nextName(); word != null; word = parser.nextName()) {
      parser.nextToken();
      if (word.equals("event") && event == null) {
        event = value(parser);
      } else if (word.equals("cause") && cause == null) {
        cause = value(parser);
      } else {
        throw new BadLine(Attribute.DATA, "has another member than event and cause, or one twice");
      }
    }
  }

  /// A value as it is written.
  private String value(JsonParser parser) {
    int from = (int) parser.currentTokenLocation().getByteOffset();
    parser.skipChildren();
    parser.finishToken();
    int to = (int) parser.currentLocation().getByteOffset();
    return new String(lines, place.from() + from, to - from, StandardCharsets.UTF_8);
  }

  private ReceivedLine line() throws BadLine {
    requireWord(Attribute.SPECVERSION, Attribute.VERSION);
    requireWord(Attribute.DATACONTENTTYPE, Attribute.JSON);
    var leaf =
        new Leaf(
            number(Attribute.ID),
            text(Attribute.EVENTID),
            text(Attribute.SUBJECT),
            text(Attribute.AGGREGATETYPE),
            number(Attribute.SEQUENCENUMBER),
            text(Attribute.TYPE),
            text(Attribute.PAYLOADREVISION),
            text(Attribute.PAYLOAD),
            text(Attribute.METADATA),
            time());
    if (event == null || cause == null) {
      throw new BadLine(Attribute.DATA, "has no event or no cause");
    }
    return new ReceivedLine(new AuditLine(text(Attribute.SOURCE), leaf, hash()), event, cause);
  }

  private String text(Attribute attribute) throws BadLine {
    String text = texts.get(attribute);
    if (text == null) {
      throw new BadLine(attribute, "is missing");
    }
    return text;
  }

  private void requireWord(Attribute attribute, String word) throws BadLine {
    if (!text(attribute).equals(word)) {
      throw new BadLine(attribute, "is not " + word);
    }
  }

  private long number(Attribute attribute) throws BadLine {
    String text = text(attribute);
    try {
      long number = Long.parseLong(text);
      if (number >= 0 && Long.toString(number).equals(text)) {
        return number;
      }
    } catch (NumberFormatException _) {
      // Refused like any other text.
    }
    throw new BadLine(attribute, "is not a decimal number");
  }

  /// The leaf knows microseconds: a time with more digits would not be proven.
  private Instant time() throws BadLine {
    try {
      return WrittenTime.parse(text(Attribute.TIME));
    } catch (DateTimeException _) {
      throw new BadLine(Attribute.TIME, "is not an RFC 3339 time in UTC, to the microsecond");
    }
  }

  private Hash hash() throws BadLine {
    String text = text(Attribute.LEAFHASH);
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      if (Base64.getEncoder().encodeToString(bytes).equals(text)) {
        return Hash.of(bytes);
      }
    } catch (IllegalArgumentException _) {
      // Refused like any other text.
    }
    throw new BadLine(Attribute.LEAFHASH, "is not 32 bytes in base64");
  }
}
