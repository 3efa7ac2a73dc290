package dev.keyledger.query.authentication;

import java.lang.management.ManagementFactory;
import java.time.Clock;

/// How much room the lookup table takes, and how long it takes to count what is in it.
///
/// @param bytesPerKey bytes of heap for each key, everything included
/// @param reckonedBytesPerKey the same as the service reckons it
/// @param countMillis how long it takes to count all keys by kind and status, in ms
public record TableSize(double bytesPerKey, double reckonedBytesPerKey, double countMillis) {

  /// Fills a table with keys and looks.
  public static TableSize of(int keys) {
    long before = usedHeap();
    var population = new Population(null);
    for (int number = 0; number < keys; number++) {
      population.add(number);
    }
    double used = usedHeap() - before;
    var census = new KeyCensus(population.table(), Clock.systemUTC());
    long begun = System.nanoTime();
    double reckoned = census.bytes();
    return new TableSize(used / keys, reckoned / keys, (System.nanoTime() - begun) / 1e6);
  }

  private static long usedHeap() {
    var memory = ManagementFactory.getMemoryMXBean();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      memory.gc();
      least = Math.min(least, memory.getHeapMemoryUsage().getUsed());
    }
    return least;
  }
}
