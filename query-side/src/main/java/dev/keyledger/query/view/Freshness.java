package dev.keyledger.query.view;

import dev.keyledger.ledger.reader.SharedLook;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The freshness rule: an answer from a view is never older than any change that was answered
/// before the question arrived, on whichever node.
///
/// A question waits until its view has come to a head of the ledger that was read by a round trip
/// begun after the question arrived. All questions that wait when a round trip begins share it, and
/// there is at most one in a millisecond: a crowd costs no more than that.
public final class Freshness {
  /// From one look at the ledger and the view to the next, at least.
  private static final Duration PAUSE = Duration.ofMillis(1);

  /// How long a question waits.
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final SharedLook<Long> head;
  private final SharedLook<Long> progress;

  /// @param view a view in PostgreSQL
  public Freshness(MeasuredHead head, JdbcClient jdbc, String view) {
    this.head = new SharedLook<>(head, PAUSE);
    this.progress = new SharedLook<>(new Progress(jdbc, view)::read, PAUSE);
  }

  /// Waits until the view is fresh.
  ///
  /// @throws QueryTimeoutException when it is not in time
  /// @throws org.springframework.dao.DataAccessException when that cannot be found out
  public void await() {
    try {
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      long target = head.ask(deadline);
      while (progress.ask(deadline) < target) {
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    } catch (TimeoutException e) {
      throw new QueryTimeoutException("the view is behind the ledger", e);
    }
  }
}
