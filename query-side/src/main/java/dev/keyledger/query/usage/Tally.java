package dev.keyledger.query.usage;

/// How often something happened, and when last.
///
/// @param lastMillis of the last time, since 1970
record Tally(long count, long lastMillis) {

  Tally plus(Tally more) {
    return new Tally(count + more.count, Math.max(lastMillis, more.lastMillis));
  }
}
