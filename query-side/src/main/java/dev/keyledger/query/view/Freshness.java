package dev.keyledger.query.view;

import dev.keyledger.ledger.LedgerReader;
import dev.keyledger.ledger.reader.SharedLook;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessResourceException;
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

  private final SharedLook<Long> head;
  private final Reached reached;
  private final Duration patience;
  private final Semaphore places;

  /// @param reached the position up to which the view holds everything
  /// @param patience how long a question waits
  /// @param crowd how many questions wait at once
  public Freshness(LedgerReader ledger, Reached reached, Duration patience, int crowd) {
    this.head = new SharedLook<>(ledger::head, PAUSE);
    this.reached = reached;
    this.patience = patience;
    this.places = new Semaphore(crowd);
  }

  /// For a view in PostgreSQL. Its questions wait for a second, and all of them may.
  public static Freshness ofView(LedgerReader ledger, JdbcClient jdbc, String view) {
    var progress = new SharedLook<>(new Progress(jdbc, view)::read, PAUSE);
    return new Freshness(ledger, progress::ask, Duration.ofSeconds(1), Integer.MAX_VALUE);
  }

  /// Waits until the view is fresh.
  ///
  /// @throws QueryTimeoutException when it is not in time
  /// @throws TransientDataAccessResourceException when too many questions wait already
  /// @throws org.springframework.dao.DataAccessException when that cannot be found out
  public void await() {
    if (!places.tryAcquire()) {
      throw new TransientDataAccessResourceException("too many questions wait for the ledger");
    }
    try {
      long deadline = System.nanoTime() + patience.toNanos();
      long target = head.ask(deadline);
      while (reached.look(deadline) < target) {
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    } catch (TimeoutException e) {
      throw new QueryTimeoutException("the view is behind the ledger", e);
    } finally {
      places.release();
    }
  }

  /// How far a view has come.
  public interface Reached {
    /// The position up to which it holds everything.
    ///
    /// @param deadline until when to look, by [System#nanoTime]
    /// @throws TimeoutException when that has passed
    long look(long deadline) throws TimeoutException;

    /// Of a view in memory: to look takes no time.
    static Reached inMemory(LongSupplier position) {
      return deadline -> {
        if (System.nanoTime() > deadline) {
          throw new TimeoutException("the table is behind the ledger");
        }
        return position.getAsLong();
      };
    }
  }
}
