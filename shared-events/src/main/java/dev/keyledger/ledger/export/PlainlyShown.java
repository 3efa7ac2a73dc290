package dev.keyledger.ledger.export;

import java.util.List;

/// Sees without a parser that a payload is shown as it stands, but for its digest. Nearly all are,
/// and parsing them again was a third of what a verification took.
final class PlainlyShown {
  private static final List<String> HIDDEN =
      ReadableData.DIGESTS.stream().map(name -> "\"" + name + "\"").toList();

  private static final String DIGEST = "\"digest\":{\"algorithm\":\"SHA-256\",\"hex\":\"";
  private static final int HEX_DIGITS = 64;
  private static final String END = "\"}";

  private PlainlyShown() {}

  /// Whether `shown`, which is JSON, is the payload without its hidden members, letter by letter.
  ///
  /// @return false also where it takes a parser to tell
  static boolean isEvent(String shown, String payload) {
    if (payload.indexOf('\\') >= 0) {
      return false; // a name can be spelled with escapes
    }
    int at = payload.indexOf(DIGEST);
    if (at < 0) {
      return shown.equals(payload) && hiddenNames(payload) == 0;
    }
    int end = at + DIGEST.length() + HEX_DIGITS + END.length();
    return end < payload.length()
        && payload.startsWith(END, end - END.length())
        && areHexDigits(payload, at + DIGEST.length(), end - END.length())
        && beginsMember(payload, at)
        && hiddenNames(payload) == 1
        && isWithout(at, end, shown, payload);
  }

  private static int hiddenNames(String text) {
    int count = 0;
    for (String name : HIDDEN) {
      for (int at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length())) {
        count++;
      }
    }
    return count;
  }

  private static boolean areHexDigits(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (Character.digit(text.charAt(i), 16) < 0) {
        return false;
      }
    }
    return true;
  }

  /// Whether a member of the outermost object can begin here.
  private static boolean beginsMember(String json, int at) {
    boolean inText = false;
    int depth = 0;
    for (int i = 0; i < at; i++) {
      switch (json.charAt(i)) {
        case '"' -> inText = !inText;
        case '{', '[' -> depth += inText ? 0 : 1;
        case '}', ']' -> depth -= inText ? 0 : 1;
        default -> {}
      }
    }
    return !inText
        && depth == 1
        && json.charAt(0) == '{'
        && (json.charAt(at - 1) == '{' || json.charAt(at - 1) == ',');
  }

  /// A comma goes with the member: the one after it, or the one before the last.
  private static boolean isWithout(int at, int end, String shown, String payload) {
    int from = at;
    int to = end;
    if (payload.charAt(end) == ',') {
      to = end + 1;
    } else if (payload.charAt(at - 1) == ',') {
      from = at - 1;
    }
    int rest = payload.length() - to;
    return shown.length() == from + rest
        && shown.regionMatches(0, payload, 0, from)
        && shown.regionMatches(from, payload, to, rest);
  }
}
