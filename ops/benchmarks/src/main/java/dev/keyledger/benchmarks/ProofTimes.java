package dev.keyledger.benchmarks;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// How long a service takes to prove something of its ledger.
///
/// @param client who asks, one question after the other
/// @param size events in the ledger
record ProofTimes(Client client, long size) {
  private static final int QUESTIONS = 1000;
  private static final double MILLI = 1e6;
  private static final RandomGenerator RANDOM = new SplittableRandom(1);

  List<Double> inclusion() throws Exception {
    return ask(() -> {
      long covering = RANDOM.nextLong(1, size + 1);
      long position = RANDOM.nextLong(1, covering + 1);
      return "proofs/inclusion?position=%d&size=%d".formatted(position, covering);
    });
  }

  List<Double> consistency() throws Exception {
    return ask(() -> {
      long later = RANDOM.nextLong(1, size + 1);
      long earlier = RANDOM.nextLong(1, later + 1);
      return "proofs/consistency?from=%d&to=%d".formatted(earlier, later);
    });
  }

  /// What takes no proof: an answer that is a row.
  List<Double> row() throws Exception {
    return ask(() -> "checkpoint");
  }

  /// ms from a question to its answer, p50 and p99.
  private List<Double> ask(Supplier<String> question) throws Exception {
    var times = new Series();
    for (int i = 0; i < QUESTIONS; i++) {
      String path = "/api/v1/ledger/" + question.get();
      long begun = System.nanoTime();
      client.send(path, request -> request);
      times.add((System.nanoTime() - begun) / MILLI);
    }
    return List.of(times.percentile(0.5), times.percentile(0.99));
  }
}
