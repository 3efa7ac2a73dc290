package dev.keyledger.benchmarks;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/// Measures something while something else goes on.
final class Beside {
  private Beside() {}

  /// Something that goes on until it is over.
  interface Work {
    void run(AtomicBoolean over) throws Exception;
  }

  /// The figures of `load`, beside `work`.
  static List<Double> measure(Work work, Contest.Run load) throws Exception {
    var over = new AtomicBoolean();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        AutoCloseable _ = () -> over.set(true)) {
      Future<?> disturbing =
          threads.submit(() -> {
            work.run(over);
            return null;
          });
      var figures = load.measure();
      over.set(true);
      disturbing.get();
      return figures;
    }
  }
}
