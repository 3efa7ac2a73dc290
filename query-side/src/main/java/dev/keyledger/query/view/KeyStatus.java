package dev.keyledger.query.view;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a key is at a moment. Of those that hold, the first counts.
public enum KeyStatus {
  /// It has ended for ever.
  REVOKED,
  /// Its time is over.
  EXPIRED,
  /// It is stopped for now.
  DISABLED,
  /// It works.
  ACTIVE;

  /// What is listed where nothing else is asked for.
  public static final List<KeyStatus> ALIVE = List.of(EXPIRED, DISABLED, ACTIVE);

  /// The rule of [#of] for PostgreSQL: from the columns `revoked_at`, `expires_at` and
  /// `disabled_at` and the parameter `now`, an [ExactTime].
  public static final String IN_SQL =
      """
      CASE
        WHEN revoked_at IS NOT NULL THEN 'revoked'
        WHEN expires_at <= :now THEN 'expired'
        WHEN disabled_at IS NOT NULL THEN 'disabled'
        ELSE 'active' END\
      """;

  /// What a key is of which these hold.
  public static KeyStatus of(boolean revoked, boolean expired, boolean disabled) {
    return revoked ? REVOKED : expired ? EXPIRED : disabled ? DISABLED : ACTIVE;
  }

  /// Whether what ends at `end`, absent for never, has ended. The end is exclusive: a key is
  /// invalid at the very instant.
  public static boolean isOver(@Nullable Instant end, Instant now) {
    return end != null && !now.isBefore(end);
  }

  /// The end of an overlap of secrets that is going on at `now`; absent when none is. An overlap
  /// ends with its key, if not before.
  public @Nullable Instant overlap(@Nullable Instant end, Instant now) {
    return this == REVOKED || this == EXPIRED || isOver(end, now) ? null : end;
  }

  /// The status as it is written: `active`, `disabled`, `expired`, `revoked`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The status that `word` names, or nothing.
  public static Optional<KeyStatus> of(String word) {
    return Arrays.stream(values()).filter(status -> status.word().equals(word)).findFirst();
  }
}
