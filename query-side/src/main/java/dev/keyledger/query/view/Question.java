package dev.keyledger.query.view;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;

/// One question that waits for its view to become fresh.
final class Question {
  private final CompletableFuture<Void> fresh = new CompletableFuture<>();
  private final long arrived = System.nanoTime();
  private long target = Long.MAX_VALUE;

  /// Says which position the view must reach.
  void aimAt(long position) {
    target = position;
  }

  /// Lets the question go when its view has reached the target, or when it has waited too long.
  ///
  /// @return whether it has gone
  boolean isOver(long reached, Duration patience) {
    if (reached >= target) {
      fresh.complete(null);
    }
    return fresh.isDone() || System.nanoTime() - arrived > patience.toNanos();
  }

  void fail(Throwable cause) {
    fresh.completeExceptionally(cause);
  }

  /// @throws QueryTimeoutException when the view is not fresh in time, or the look at the ledger is
  ///   not over
  void await(Duration patience) {
    try {
      fresh.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new QueryTimeoutException("the view is behind the ledger", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof DataAccessException cause
          ? cause
          : new IllegalStateException("whether the view is fresh cannot be found out", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DataAccessResourceFailureException("interrupted", e);
    }
  }
}
