package dev.keyledger.command.apikey;

/// What people call a key, in any language.
///
/// @param value 1 to 255 code points with no white space around them, and none that would garble
///   the text it is shown in: no control characters, no bidirectional controls, no lone surrogates
public record KeyName(String value) {
  /// The most code points in a name.
  public static final int MAX_LENGTH = 255;

  /// Trims `value`.
  ///
  /// @throws IllegalArgumentException with a sentence that may be shown, when `value` cannot be a
  ///   name
  public KeyName {
    if (value.codePoints().anyMatch(KeyName::garbles)) {
      throw new IllegalArgumentException(
          "must not contain control characters, bidirectional controls or lone surrogates");
    }
    value = trimmed(value);
    int length = value.codePointCount(0, value.length());
    if (length < 1 || length > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "must be 1 to " + MAX_LENGTH + " characters long, white space around it not counted");
    }
  }

  /// [String#strip] would leave the spaces that do not break a line (U+00A0, U+2007, U+202F).
  private static String trimmed(String text) {
    int begin = 0;
    int end = text.length();
    while (begin < end && isSpace(text.charAt(begin))) {
      begin++;
    }
    while (begin < end && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(begin, end);
  }

  private static boolean isSpace(char character) {
    return Character.isWhitespace(character) || Character.isSpaceChar(character);
  }

  private static boolean garbles(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL, Character.SURROGATE -> true;
      default -> isBidirectionalControl(codePoint);
    };
  }

  /// The property `Bidi_Control` of the Unicode Character Database.
  private static boolean isBidirectionalControl(int codePoint) {
    return codePoint == 0x061C
        || codePoint == 0x200E
        || codePoint == 0x200F
        || (codePoint >= 0x202A && codePoint <= 0x202E)
        || (codePoint >= 0x2066 && codePoint <= 0x2069);
  }
}
