package dev.keyledger.query.authentication;

import dev.keyledger.ledger.reader.Verifiers;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What is seen of this node's lease, and of the nodes that have one, as of its last renewal.
@Component
final class LeaseMeters {
  private final Duration lease;
  private final Clock clock;
  private volatile @Nullable Moment renewed;
  private volatile Verifiers verifiers = new Verifiers(0, 0);

  LeaseMeters(VerificationTerms terms, Clock clock, MeterRegistry meters) {
    this.lease = terms.lease();
    this.clock = clock;
    Gauge.builder("keyledger.lease", this, LeaseMeters::secondsLeft)
        .description("What is left of this node's lease; less than 0 once it has run out")
        .baseUnit("seconds")
        .register(meters);
    count("live", seen -> seen.live(), meters);
    count("stale", seen -> seen.stale(), meters);
  }

  private void count(String state, ToDoubleFunction<Verifiers> number, MeterRegistry meters) {
    Gauge.builder("keyledger.verifiers", this, own -> number.applyAsDouble(own.verifiers))
        .description("Nodes that may be answering: their lease runs, or has run out")
        .tag("state", state)
        .register(meters);
  }

  /// 0 before the first renewal.
  private double secondsLeft() {
    Moment last = renewed;
    return last == null ? 0 : lease.minus(last.ago(clock)).toMillis() / 1000.0;
  }

  /// Notes a renewal.
  ///
  /// @param begun before it was sent
  /// @param seen the nodes that there were then
  void renewed(Moment begun, Verifiers seen) {
    renewed = begun;
    verifiers = seen;
  }
}
