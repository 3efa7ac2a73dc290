package dev.keyledger.query.view;

import dev.keyledger.ledger.LedgerReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
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

  private final LedgerReader ledger;
  private final LongSupplier reached;
  private final Duration patience;
  private final Semaphore places;
  private final Object lock = new Object();
  private List<Question> arrived = new ArrayList<>();
  private boolean looking;
  private long looked = System.nanoTime();

  /// @param reached the position up to which the view holds everything
  /// @param patience how long a question waits
  /// @param crowd how many questions wait at once
  public Freshness(LedgerReader ledger, LongSupplier reached, Duration patience, int crowd) {
    this.ledger = ledger;
    this.reached = reached;
    this.patience = patience;
    this.places = new Semaphore(crowd);
  }

  /// For a view in PostgreSQL. Its questions wait for a second, and all of them may.
  public static Freshness ofView(LedgerReader ledger, JdbcClient jdbc, String view) {
    return new Freshness(
        ledger, new Progress(jdbc, view)::read, Duration.ofSeconds(1), Integer.MAX_VALUE);
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
      ask().await(patience);
    } finally {
      places.release();
    }
  }

  private Question ask() {
    var question = new Question();
    synchronized (lock) {
      arrived.add(question);
      if (!looking) {
        looking = true;
        Thread.startVirtualThread(this::look);
      }
    }
    return question;
  }

  private void look() {
    List<Question> waiting = new ArrayList<>();
    while (true) {
      LockSupport.parkNanos(looked + PAUSE.toNanos() - System.nanoTime());
      List<Question> next = takeArrived(waiting.isEmpty());
      if (next.isEmpty() && waiting.isEmpty()) {
        return;
      }
      looked = System.nanoTime();
      try {
        if (!next.isEmpty()) {
          long target = ledger.head();
          next.forEach(question -> question.aimAt(target));
        }
        waiting.addAll(next);
        long position = reached.getAsLong();
        waiting.removeIf(question -> question.isOver(position, patience));
      } catch (RuntimeException | Error e) {
        next.forEach(question -> question.fail(e));
        waiting.forEach(question -> question.fail(e));
        waiting.clear();
      }
    }
  }

  private List<Question> takeArrived(boolean nobodyWaits) {
    synchronized (lock) {
      List<Question> taken = arrived;
      arrived = new ArrayList<>();
      looking = !(taken.isEmpty() && nobodyWaits);
      return taken;
    }
  }
}
