package dev.keyledger.ledger.export;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/// Times as lines have them. Nearly all are written to the microsecond, and in this form they are
/// read much faster than all that [Instant#parse] takes.
final class WrittenTime {
  private static final String FORM = "0000-00-00T00:00:00.000000Z";
  private static final int NANOS_OF_A_MICRO = 1000;

  private WrittenTime() {}

  /// @throws java.time.DateTimeException when it is no time in ISO 8601 with a zone
  static Instant parse(String text) {
    return hasForm(text) ? read(text) : Instant.parse(text);
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
