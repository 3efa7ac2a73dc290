package dev.keyledger.query.catalog;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a key is at the moment of asking. Of those that hold, the first counts.
enum KeyStatus {
  /// It has ended for ever.
  REVOKED,
  /// Its time is over.
  EXPIRED,
  /// It is stopped for now.
  DISABLED,
  /// It works.
  ACTIVE;

  /// What is listed where nothing else is asked for.
  static final List<KeyStatus> ALIVE = List.of(EXPIRED, DISABLED, ACTIVE);

  /// The status as it is written: `active`, `disabled`, `expired`, `revoked`.
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The status that `word` names, or nothing.
  static Optional<KeyStatus> of(String word) {
    return Arrays.stream(values()).filter(status -> status.word().equals(word)).findFirst();
  }
}
