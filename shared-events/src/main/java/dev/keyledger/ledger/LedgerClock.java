package dev.keyledger.ledger;

import dev.keyledger.ledger.reader.SharedLook;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeoutException;
import org.springframework.dao.QueryTimeoutException;

/// The ledger's own time, which decides what was when: that of the database, and never earlier than
/// the last event.
public final class LedgerClock {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /// Each look holds up whoever appends for a moment: there is one at a time, and a pause between.
  private static final Duration PAUSE = Duration.ofMillis(1);

  private final LedgerReader reader;
  private final SharedLook<Instant> nextTime;

  LedgerClock(LedgerReader reader) {
    this.reader = reader;
    this.nextTime = new SharedLook<>(reader::nextTime, PAUSE);
  }

  /// Whether a time is over: everything that happened up to it can be read, and nothing that is
  /// stored from now on gets this time or an earlier one.
  ///
  /// A clock of the database that is set back to before the time breaks that promise, for as long
  /// as nothing has been stored since.
  ///
  /// @throws org.springframework.dao.DataAccessException when that cannot be found out
  public boolean isOver(Instant time) {
    return time.isBefore(reader.lastTime()) || time.isBefore(next());
  }

  private Instant next() {
    try {
      return nextTime.ask(System.nanoTime() + PATIENCE.toNanos());
    } catch (TimeoutException e) {
      throw new QueryTimeoutException("the time of the ledger cannot be read now", e);
    }
  }
}
