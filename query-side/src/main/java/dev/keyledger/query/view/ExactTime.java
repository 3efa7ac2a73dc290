package dev.keyledger.query.view;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Times as numbers that PostgreSQL can compare, in seconds since 1970, to the nanosecond.
public final class ExactTime {
  private ExactTime() {}

  /// The number for a time.
  public static @Nullable BigDecimal toNumber(@Nullable Instant time) {
    return time == null
        ? null
        : BigDecimal.valueOf(time.getEpochSecond()).add(BigDecimal.valueOf(time.getNano(), 9));
  }

  /// The time for a number.
  public static @Nullable Instant toInstant(@Nullable BigDecimal seconds) {
    if (seconds == null) {
      return null;
    }
    long whole = seconds.setScale(0, RoundingMode.FLOOR).longValueExact();
    long nanos = seconds.subtract(BigDecimal.valueOf(whole)).movePointRight(9).longValueExact();
    return Instant.ofEpochSecond(whole, nanos);
  }
}
