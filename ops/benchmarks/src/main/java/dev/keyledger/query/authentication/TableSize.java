package dev.keyledger.query.authentication;

import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;

/// How much room the lookup table takes.
public final class TableSize {
  private TableSize() {}

  /// Bytes of heap for each of `keys` keys, everything included.
  public static double bytesPerKey(int keys) {
    long before = usedHeap();
    var population = new Population();
    try {
      for (int number = 0; number < keys; number++) {
        population.add(number);
      }
      double used = usedHeap() - before;
      return used / keys;
    } finally {
      Reference.reachabilityFence(population);
    }
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
