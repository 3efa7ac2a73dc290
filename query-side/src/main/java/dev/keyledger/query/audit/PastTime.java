package dev.keyledger.query.audit;

import dev.keyledger.http.ProblemException;
import dev.keyledger.http.Rfc3339;
import dev.keyledger.ledger.LedgerClock;
import java.time.Instant;
import org.springframework.stereotype.Component;

/// Takes care that only those times are asked for of which the answer stays the same for ever.
@Component
final class PastTime {
  private final LedgerClock clock;

  PastTime(LedgerClock clock) {
    this.clock = clock;
  }

  /// The time that a parameter names.
  ///
  /// @throws ProblemException when it names none, or one that is not over yet
  Instant parse(String parameter, String text) {
    return require(parameter, Rfc3339.parameter(parameter, text));
  }

  /// A time that a parameter names.
  ///
  /// @throws ProblemException when it is not over yet
  Instant require(String parameter, Instant time) {
    if (!clock.isOver(time)) {
      throw ProblemException.ofParameter(
          parameter, "must lie in the past, by the clock of the ledger");
    }
    return time;
  }
}
