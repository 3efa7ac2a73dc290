package dev.keyledger.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Many callers at once, each on a virtual thread, each with one call at a time.
///
/// @param callers how many
/// @param time for how long; calls that are under way at the end are waited for and counted
record Crowd(int callers, Duration time) {

  /// What came out of it.
  ///
  /// @param calls that returned
  /// @param perSecond how many of them in a second
  record Outcome(long calls, double perSecond) {}

  /// Lets all of them call. The first call that fails ends it.
  Outcome run(Callable<?> call) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      long start = System.nanoTime();
      long end = start + time.toNanos();
      var counts = new ArrayList<Future<Long>>();
      for (int i = 0; i < callers; i++) {
        counts.add(threads.submit(() -> callUntil(end, call)));
      }
      long calls = 0;
      for (var count : counts) {
        calls += count.get();
      }
      return new Outcome(calls, calls * 1e9 / (System.nanoTime() - start));
    }
  }

  private static long callUntil(long end, Callable<?> call) throws Exception {
    long calls = 0;
    while (System.nanoTime() - end < 0) {
      call.call();
      calls++;
    }
    return calls;
  }
}
