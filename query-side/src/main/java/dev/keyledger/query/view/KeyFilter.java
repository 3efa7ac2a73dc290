package dev.keyledger.query.view;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Which keys of a project are asked for.
///
/// @param statuses with one of these statuses
/// @param name with this somewhere in their name, whatever the case; absent for any name
/// @param expiringBefore that expire before this; absent for all
public record KeyFilter(
    List<KeyStatus> statuses, @Nullable String name, @Nullable Instant expiringBefore) {

  /// Whether a key is asked for.
  public boolean matches(ApiKeyEntry key) {
    return statuses.stream().anyMatch(status -> status.word().equals(key.status()))
        && isNamed(fold(key.name()), fold(name))
        && (expiringBefore == null
            || (key.expiresAt() != null && key.expiresAt().isBefore(expiringBefore)));
  }

  private static boolean isNamed(@Nullable String name, @Nullable String part) {
    return part == null || (name != null && name.contains(part));
  }

  /// A name without regard to case: by way of the upper case, where more letters are alike.
  public static @Nullable String fold(@Nullable String name) {
    return name == null ? null : name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }
}
