package dev.keyledger.query.authentication;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/// How long a door takes, by what comes of it. Everything is made before the first question: to
/// note one costs no look-up of labels and no garbage.
final class DoorTimes {
  private static final Duration[] TIMES = {
    Duration.ofNanos(100_000),
    Duration.ofNanos(250_000),
    Duration.ofMillis(1),
    Duration.ofNanos(2_500_000),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofSeconds(1)
  };

  private final Map<DoorOutcome, LongConsumer> times = new EnumMap<>(DoorOutcome.class);

  /// @param door its name
  DoorTimes(String door, MeterRegistry meters) {
    for (DoorOutcome outcome : DoorOutcome.values()) {
      var timer =
          Timer.builder("keyledger.verifications")
              .description("Time of a verification, from its arrival at a door until its answer")
              .tag("door", door)
              .tag("outcome", outcome.word())
              .serviceLevelObjectives(TIMES)
              .register(meters);
      times.put(outcome, nanos -> timer.record(nanos, TimeUnit.NANOSECONDS));
    }
  }

  /// Takes the nanoseconds of what came to this.
  LongConsumer of(DoorOutcome outcome) {
    return Objects.requireNonNull(times.get(outcome));
  }
}
