package dev.keyledger.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/// Measures something while something else goes on.
final class Beside {
  private Beside() {}

  /// Something that goes on until it is over, or for as long as a turn. It may say how much it did.
  interface Work {
    List<Double> run(AtomicBoolean over) throws Exception;
  }

  /// The figures of `load` beside `work`, and what that says.
  static List<Double> measure(Work work, Contest.Run load) throws Exception {
    var over = new AtomicBoolean();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        AutoCloseable _ = () -> over.set(true)) {
      Future<List<Double>> disturbing = threads.submit(() -> work.run(over));
      var figures = new ArrayList<>(load.measure());
      over.set(true);
      figures.addAll(disturbing.get());
      return figures;
    }
  }
}
