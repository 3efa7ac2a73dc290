package dev.keyledger.query.replay;

import java.util.Locale;

/// How far a replay is.
enum ReplayState {
  /// Somebody has asked for it.
  WAITING,
  /// Events are replayed into tables beside the live ones.
  BUILDING,
  /// The indexes that only questions need are made.
  INDEXING,
  /// The rebuilt tables are compared with the live ones.
  COMPARING,
  /// They take the place of the live ones.
  SWITCHING,
  /// It is over, and has done what it was asked for.
  FINISHED,
  /// It is over because somebody wished so.
  CANCELLED,
  /// It is over because of an error.
  FAILED;

  /// The state as a lower-case word.
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
