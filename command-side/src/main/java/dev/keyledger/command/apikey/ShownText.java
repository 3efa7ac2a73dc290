package dev.keyledger.command.apikey;

/// Text from people that is shown to people: it has nothing in it that would garble what stands
/// around it.
final class ShownText {
  private ShownText() {}

  /// `text` without the white space around it.
  ///
  /// @param longest the most code points that it may have
  /// @throws IllegalArgumentException with a sentence that may be shown
  static String trimmed(String text, int longest) {
    requireLegible(text);
    String trimmed = trim(text);
    int length = trimmed.codePointCount(0, trimmed.length());
    if (length < 1 || length > longest) {
      throw new IllegalArgumentException(
          "must be 1 to " + longest + " characters long, white space around it not counted");
    }
    return trimmed;
  }

  /// @throws IllegalArgumentException with a sentence that may be shown, when there are control
  ///   characters, bidirectional controls or lone surrogates in `text`
  static void requireLegible(String text) {
    if (text.codePoints().anyMatch(ShownText::garbles)) {
      throw new IllegalArgumentException(
          "must not contain control characters, bidirectional controls or lone surrogates");
    }
  }

  /// [String#strip] would leave the spaces that do not break a line (U+00A0, U+2007, U+202F).
  private static String trim(String text) {
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
