package dev.keyledger.query.view;

import dev.keyledger.ledger.LedgerReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The freshness rule: an answer from a view is never older than any change that was answered
/// before the question arrived, on whichever node.
///
/// A question waits until its view has come to a head of the ledger that was read by a round trip
/// begun after the question arrived. All questions that wait when a round trip begins share it, so
/// a crowd costs no more than one question does.
public final class Freshness {
  /// How long a question waits for its view.
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /// From one look at the view to the next.
  private static final Duration PAUSE = Duration.ofMillis(1);

  private final LedgerReader ledger;
  private final Progress progress;
  private final Object lock = new Object();
  private List<Question> arrived = new ArrayList<>();
  private boolean looking;

  /// @param view whose answers are to be fresh
  public Freshness(LedgerReader ledger, JdbcClient jdbc, String view) {
    this.ledger = ledger;
    this.progress = new Progress(jdbc, view);
  }

  /// Waits until the view is fresh.
  ///
  /// @throws QueryTimeoutException when it is not within a second
  /// @throws org.springframework.dao.DataAccessException when that cannot be found out
  public void await() {
    var question = new Question();
    synchronized (lock) {
      arrived.add(question);
      if (!looking) {
        looking = true;
        Thread.startVirtualThread(this::look);
      }
    }
    question.await();
  }

  private void look() {
    List<Question> waiting = new ArrayList<>();
    while (true) {
      List<Question> next = takeArrived(waiting.isEmpty());
      if (next.isEmpty() && waiting.isEmpty()) {
        return;
      }
      try {
        if (!next.isEmpty()) {
          long target = ledger.head();
          next.forEach(question -> question.aimAt(target));
        }
        waiting.addAll(next);
        long reached = progress.read();
        waiting.removeIf(question -> question.isOver(reached, PATIENCE));
      } catch (RuntimeException | Error e) {
        next.forEach(question -> question.fail(e));
        waiting.forEach(question -> question.fail(e));
        waiting.clear();
      }
      if (!waiting.isEmpty()) {
        LockSupport.parkNanos(PAUSE.toNanos());
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
