package dev.keyledger.ledger.export;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.regex.Pattern;

/// Times as lines have them: RFC 3339, in UTC, to the microsecond at most. Nearly all are written
/// to the microsecond, and in this form they are read much faster than all that [Instant#parse]
/// takes.
final class WrittenTime {
  /// What [Instant#parse] reads beyond that has another spelling in the ledger: hour 24, second 60,
  /// other zones and small letters.
  private static final Pattern ANY_FORM =
      Pattern.compile(
          "[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]{1,6})?Z");

  private static final String FORM = "0000-00-00T00:00:00.000000Z";
  private static final int NANOS_OF_A_MICRO = 1000;

  private WrittenTime() {}

  /// @throws DateTimeException when it is no such time
  static Instant parse(String text) {
    if (hasForm(text)) {
      return read(text);
    }
    if (!ANY_FORM.matcher(text).matches()) {
      throw new DateTimeException("is not RFC 3339 in UTC, to the microsecond");
    }
    return Instant.parse(text);
  }

  private static boolean hasForm(String text) {
    if (text.length() != FORM.length()) {
      return false;
    }
    for (int i = 0; i < FORM.length(); i++) {
      char form = FORM.charAt(i);
      char here = text.charAt(i);
      if (form == '0' ? here < '0' || here > '9' : here != form) {
        return false;
      }
    }
    return true;
  }

  private static Instant read(String text) {
    return LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10))
        .atTime(
            number(text, 11, 13),
            number(text, 14, 16),
            number(text, 17, 19),
            number(text, 20, 26) * NANOS_OF_A_MICRO)
        .toInstant(ZoneOffset.UTC);
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }
}
