package dev.keyledger.query.authentication;

import dev.keyledger.http.FrontDoor;
import dev.keyledger.http.Visit;
import java.util.function.LongConsumer;

/// A door at which keys are verified, and which measures how long that takes.
abstract class VerificationDoor extends FrontDoor {
  private final DoorTimes times;

  VerificationDoor(String method, String path, DoorTimes times) {
    super(method, path);
    this.times = times;
  }

  /// Says what came of a visit.
  final void comesTo(DoorOutcome outcome, Visit visit) {
    visit.timedBy(times.of(outcome));
  }

  /// Takes the nanoseconds of what came to this.
  final LongConsumer timeOf(DoorOutcome outcome) {
    return times.of(outcome);
  }

  @Override
  protected final LongConsumer timeOf(RuntimeException refused) {
    return times.of(DoorOutcome.of(refused));
  }
}
