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
    if (payload.indexOf('\\') >= 0 || namesHidden(shown)) {
      return false; // a name can be spelled with escapes
    }
    int at = payload.indexOf(DIGEST);
    int end = at + DIGEST.length() + HEX_DIGITS + END.length();
    return at < 0
        ? shown.equals(payload)
        : isMember(payload, at, end) && isWithout(at, end, shown, payload);
  }

  private static boolean namesHidden(String text) {
    for (int at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) {
      for (String name : HIDDEN) {
        if (text.startsWith(name, at)) {
          return true;
        }
      }
    }
    return false;
  }

  /// Whether a digest stands here, as the only member of the outermost object or beside others, all
  /// of them JSON if they are without it. What stands before it may not have members of its own.
  private static boolean isMember(String payload, int at, int end) {
    return end < payload.length()
        && payload.startsWith(END, end - END.length())
        && areHexDigits(payload, at + DIGEST.length(), end - END.length())
        && isOutermost(payload, at)
        && isBetweenMembers(payload, at, end);
  }

  private static boolean areHexDigits(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (Character.digit(text.charAt(i), 16) < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isOutermost(String json, int at) {
    int list = json.indexOf('[');
    return json.indexOf('{') == 0
        && json.indexOf('{', 1) > at
        && (list < 0 || list > at)
        && hasWholeTexts(json, at);
  }

  private static boolean hasWholeTexts(String json, int to) {
    boolean whole = true;
    for (int at = json.indexOf('"'); at < to; at = json.indexOf('"', at + 1)) {
      whole = !whole;
    }
    return whole;
  }

  private static boolean isBetweenMembers(String json, int at, int end) {
    char before = json.charAt(at - 1);
    return switch (json.charAt(end)) {
      case ',' -> (before == '{' || before == ',') && json.startsWith("\"", end + 1);
      case '}' -> before == '{' || (before == ',' && endsValue(json.charAt(at - 2)));
      default -> false;
    };
  }

  private static boolean endsValue(char last) {
    return last == '"' || Character.isLetterOrDigit(last);
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
