package dev.keyledger.query.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Which keys of a project are asked for.
///
/// @param statuses with one of these statuses
/// @param name with this somewhere in their name, whatever the case; absent for any name
/// @param expiringBefore that expire before this; absent for all
record KeyFilter(
    List<KeyStatus> statuses, @Nullable String name, @Nullable Instant expiringBefore) {

  /// A name without regard to case: by way of the upper case, where more letters are alike.
  static @Nullable String fold(@Nullable String name) {
    return name == null ? null : name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }
}
