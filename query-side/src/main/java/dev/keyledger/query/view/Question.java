package dev.keyledger.query.view;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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
    } else if (System.nanoTime() - arrived > patience.toNanos()) {
      fail(new QueryTimeoutException("the view is behind the ledger"));
    }
    return fresh.isDone();
  }

  void fail(Throwable cause) {
    fresh.completeExceptionally(cause);
  }

  void await() {
    try {
      fresh.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
