package dev.keyledger.query.authentication;

import java.time.Duration;

/// A moment from which time is counted, by two clocks at once: one goes only forward, whatever
/// happens to the time of day; the other one goes on while the machine is suspended.
///
/// @param nanos by [System#nanoTime]
/// @param millis by [System#currentTimeMillis]
record Moment(long nanos, long millis) {

  static Moment now() {
    return new Moment(System.nanoTime(), System.currentTimeMillis());
  }

  /// Whether more than `duration` has passed since, by either clock.
  boolean isLongerAgoThan(Duration duration) {
    return System.nanoTime() - nanos > duration.toNanos()
        || System.currentTimeMillis() - millis > duration.toMillis();
  }
}
