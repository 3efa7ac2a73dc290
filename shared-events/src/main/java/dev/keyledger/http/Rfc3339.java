package dev.keyledger.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Times as text, to the letter of RFC 3339, section 5.6, with up to nanoseconds.
///
/// Java's own parsers accept less (offsets only up to 18 hours) and more (times without seconds).
/// Leap seconds are refused: no clock that the service could compare them with has them.
public final class Rfc3339 {
  private static final Pattern DATE_TIME =
      Pattern.compile(
          "(\\d{4})-(\\d{2})-(\\d{2})[Tt](\\d{2}):(\\d{2}):(\\d{2})(?:\\.(\\d{1,9}))?"
              + "(?:[Zz]|([+-])([01]\\d|2[0-3]):([0-5]\\d))");

  private static final Instant END = Instant.parse("9999-12-31T23:59:59.999999999Z");

  private Rfc3339() {}

  /// The instant that `text` names, or nothing when it is not a time up to the end of the year
  /// 9999.
  public static Optional<Instant> parse(String text) {
    Matcher parts = DATE_TIME.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      Instant instant =
          LocalDateTime.of(
                  number(parts, 1),
                  number(parts, 2),
                  number(parts, 3),
                  number(parts, 4),
                  number(parts, 5),
                  number(parts, 6),
                  nanoseconds(parts))
              .toInstant(ZoneOffset.UTC)
              .minusSeconds(offsetSeconds(parts));
      return instant.isAfter(END) ? Optional.empty() : Optional.of(instant);
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /// The instant that a parameter of the request names.
  ///
  /// @throws ProblemException when it names none
  public static Instant parameter(String name, String text) {
    return parse(text)
        .orElseThrow(() ->
            ProblemException.ofParameter(
                name, "must be an RFC 3339 time such as 2027-09-10T10:11:00Z"));
  }

  private static int number(Matcher parts, int group) {
    return Integer.parseInt(parts.group(group));
  }

  private static int nanoseconds(Matcher parts) {
    String fraction = parts.group(7);
    return fraction == null ? 0 : Integer.parseInt((fraction + "00000000").substring(0, 9));
  }

  private static int offsetSeconds(Matcher parts) {
    String sign = parts.group(8);
    if (sign == null) {
      return 0;
    }
    int seconds = 60 * (60 * number(parts, 9) + number(parts, 10));
    return sign.equals("-") ? -seconds : seconds;
  }
}
