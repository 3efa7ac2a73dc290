package dev.keyledger.query.usage;

/// How often something happened, and when last.
///
/// @param count at least 1
/// @param lastMillis of the last time, since 1970
record Tally(long count, long lastMillis) {

  static Tally once(long millis) {
    return new Tally(1, millis);
  }

  Tally plus(Tally more) {
    return new Tally(count + more.count, Math.max(lastMillis, more.lastMillis));
  }
}
