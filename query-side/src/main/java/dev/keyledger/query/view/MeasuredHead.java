package dev.keyledger.query.view;

import dev.keyledger.ledger.LedgerFeed;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/// The ledger's head for questions that wait until they are fresh: each round trip is measured.
@Component
public final class MeasuredHead implements Supplier<Long> {
  private static final Duration[] TIMES = {
    Duration.ofMillis(1),
    Duration.ofNanos(2_500_000),
    Duration.ofMillis(10),
    Duration.ofMillis(50),
    Duration.ofMillis(250),
    Duration.ofSeconds(1)
  };

  private final LedgerFeed ledger;
  private final Timer confirmed;
  private final Timer failed;

  MeasuredHead(LedgerFeed ledger, MeterRegistry meters) {
    this.ledger = ledger;
    this.confirmed = timer("confirmed", meters);
    this.failed = timer("failed", meters);
  }

  private static Timer timer(String outcome, MeterRegistry meters) {
    return Timer.builder("keyledger.head.confirmations")
        .description("Round trips that read the ledger's head for questions that wait for it")
        .tag("outcome", outcome)
        .serviceLevelObjectives(TIMES)
        .register(meters);
  }

  /// The position of the last event, 0 when there is none.
  ///
  /// @throws org.springframework.dao.DataAccessException when PostgreSQL cannot be asked
  @Override
  public Long get() {
    long begun = System.nanoTime();
    Timer timer = failed;
    try {
      long head = ledger.head();
      timer = confirmed;
      return head;
    } finally {
      timer.record(Duration.ofNanos(System.nanoTime() - begun));
    }
  }
}
