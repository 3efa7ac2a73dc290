package dev.keyledger.ledger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/// What is measured where the ledger is signed. Signing is one more reader, whose position is the
/// newest checkpoint's.
final class SigningMeters {
  private final ReaderProgress signed;
  private final Counter mismatches;

  SigningMeters(ReaderProgress signed, MeterRegistry meters) {
    this.signed = signed;
    Gauge.builder("keyledger.ledger.checkpoint.position", signed, ReaderProgress::position)
        .description("Size of the newest checkpoint that this node knows of")
        .register(meters);
    Gauge.builder("keyledger.ledger.checkpoint.age", signed, ReaderProgress::lagSeconds)
        .description("How long the oldest event that no checkpoint covers has been waiting")
        .baseUnit("seconds")
        .register(meters);
    this.mismatches =
        Counter.builder("keyledger.ledger.proof.mismatches")
            .description("Times the ledger was found not to extend what was signed of it")
            .register(meters);
  }

  ReaderProgress signed() {
    return signed;
  }

  /// Counts a ledger that does not extend what was signed of it.
  void mismatch() {
    mismatches.increment();
  }
}
