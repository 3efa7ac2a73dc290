package dev.keyledger.ledger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/// What is measured where events are appended.
final class AppendMeters {
  private static final double[] SIZES = {1, 4, 16, 64, 256, 1024};

  private static final Duration[] TIMES = {
    Duration.ofMillis(1),
    Duration.ofNanos(2_500_000),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(100),
    Duration.ofMillis(500),
    Duration.ofSeconds(2)
  };

  private final MeterRegistry meters;
  private final DistributionSummary events;
  private final Timer time;
  private final Map<AppendRefusal, Counter> refusals = new EnumMap<>(AppendRefusal.class);

  AppendMeters(MeterRegistry meters) {
    this.meters = meters;
    this.events =
        DistributionSummary.builder("keyledger.ledger.append.events")
            .description("Events in a batch, which is one commit")
            .serviceLevelObjectives(SIZES)
            .register(meters);
    this.time =
        Timer.builder("keyledger.ledger.append")
            .description("Time of a batch, from asking where the ledger ends until it is on disk")
            .serviceLevelObjectives(TIMES)
            .register(meters);
    for (AppendRefusal reason : AppendRefusal.values()) {
      refusals.put(
          reason,
          Counter.builder("keyledger.ledger.append.refusals")
              .description("Commands whose events were not taken, by reason")
              .tag("reason", reason.word())
              .register(meters));
    }
  }

  /// Shows how many commands wait.
  void watch(Collection<Append> waiting) {
    Gauge.builder("keyledger.ledger.append.waiting", waiting, Collection::size)
        .description("Commands whose events wait for the writer")
        .register(meters);
  }

  /// Notes a batch that is on disk.
  void stored(int count, Duration took) {
    events.record(count);
    time.record(took);
  }

  /// Counts a command whose events were not taken.
  void refused(RuntimeException refused) {
    Objects.requireNonNull(refusals.get(AppendRefusal.of(refused))).increment();
  }
}
