package dev.keyledger.query.authentication;

import java.time.Clock;
import java.time.Duration;

/// A moment from which time is counted, by two clocks at once: one goes only forward, whatever
/// happens to the time of day; the other one goes on while the machine is suspended.
///
/// @param nanos by [System#nanoTime]
/// @param millis the time of day
record Moment(long nanos, long millis) {

  static Moment now(Clock clock) {
    return new Moment(System.nanoTime(), clock.millis());
  }

  /// How long ago it was, by the clock that says more.
  Duration ago(Clock clock) {
    var byNanos = Duration.ofNanos(System.nanoTime() - nanos);
    var byMillis = Duration.ofMillis(clock.millis() - millis);
    return byNanos.compareTo(byMillis) > 0 ? byNanos : byMillis;
  }

  /// Whether more than `duration` has passed since, by either clock.
  boolean isLongerAgoThan(Duration duration, Clock clock) {
    return System.nanoTime() - nanos > duration.toNanos()
        || clock.millis() - millis > duration.toMillis();
  }
}
