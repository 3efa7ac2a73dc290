package dev.keyledger.query.authentication;

import dev.keyledger.ledger.reader.SharedLook;
import dev.keyledger.query.view.MeasuredHead;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.stereotype.Component;

/// The freshness rule for the table in memory: a "no" is never older than any change that was
/// answered before the question arrived, on whichever node.
///
/// The table has to come to a head of the ledger that was read by a round trip begun after the
/// question arrived. All questions that wait when a round trip begins share it, and the next begins
/// some milliseconds later at the earliest: who guesses keys costs no more than that, and takes
/// little of the time in which good keys are verified.
@Component
final class TableFreshness {
  /// How long a "no" may take.
  private static final Duration PATIENCE = Duration.ofMillis(250);

  /// How many of them may wait at once.
  private static final int CROWD = 1000;

  /// From one round trip to the next. A question that comes alone does not wait for it.
  private static final Duration PAUSE = Duration.ofMillis(4);

  /// How long the table is left alone that has not come to the head yet.
  private static final Duration GLANCE = Duration.ofMillis(1);

  private final MeasuredHead ledger;
  private final TableKeeper keeper;
  private final SharedLook<Long> reached = new SharedLook<>(this::reach, PAUSE);
  private final Semaphore places = new Semaphore(CROWD);

  TableFreshness(MeasuredHead ledger, TableKeeper keeper) {
    this.ledger = ledger;
    this.keeper = keeper;
  }

  private long reach() {
    long head = ledger.get();
    long begun = System.nanoTime();
    while (keeper.position() < head) {
      if (System.nanoTime() - begun > PATIENCE.toNanos()) {
        throw new QueryTimeoutException("the table is behind the ledger");
      }
      LockSupport.parkNanos(GLANCE.toNanos());
    }
    return head;
  }

  /// Is over when the table is fresh, and fails with a [DataAccessException] when it is not in time
  /// or that cannot be found out.
  ///
  /// @throws TooManyWait when too many questions wait already
  CompletableFuture<Long> whenFresh() {
    if (!places.tryAcquire()) {
      throw new TooManyWait();
    }
    return reached
        .ask(PATIENCE)
        .handle((head, failure) -> {
          places.release();
          if (failure != null) {
            throw asDataAccess(failure);
          }
          return head;
        })
        .toCompletableFuture();
  }

  /// Waits until the table is fresh.
  ///
  /// @throws DataAccessException when it is not in time, or that cannot be found out
  void await() {
    try {
      whenFresh().join();
    } catch (CompletionException e) {
      throw asDataAccess(e);
    }
  }

  private static RuntimeException asDataAccess(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return switch (cause) {
      case TimeoutException late -> new QueryTimeoutException("the ledger takes too long", late);
      case RuntimeException e -> e;
      case null, default -> new IllegalStateException("a look failed", failure);
    };
  }
}
