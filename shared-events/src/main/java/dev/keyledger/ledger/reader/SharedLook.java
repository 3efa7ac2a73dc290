package dev.keyledger.ledger.reader;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;

/// Looks at something in the database for a crowd: all who ask before a look begins share it. There
/// is one look at a time, and a pause between two, however many ask.
public final class SharedLook<T> {
  /// Those who come within so long of each other give up together.
  private static final Duration TOGETHER = Duration.ofMillis(5);

  private final Supplier<T> look;
  private final Duration pause;
  private final Object lock = new Object();

  /// A thread of the platform: it waits for the database in one system call, where a virtual one
  /// needs two more threads.
  private final ExecutorService thread =
      Executors.newFixedThreadPool(
          1, Thread.ofPlatform().daemon().name("keyledger-look").factory());

  private @Nullable CompletableFuture<T> next;

  /// The last of those who wait for the next look.
  private @Nullable Crowd<T> crowd;

  private boolean looking;
  private long begun = System.nanoTime();

  /// @param look what is done
  /// @param pause from the beginning of one look to the next, at least
  public SharedLook(Supplier<T> look, Duration pause) {
    this.look = look;
    this.pause = pause;
  }

  /// What a look shows that begins after this call; what happens then happens on the thread that
  /// looked, and must be quick.
  ///
  /// @param patience after how long it is a [TimeoutException] instead, or a few milliseconds
  ///   earlier; the same for all who ask so
  public CompletionStage<T> ask(Duration patience) {
    synchronized (lock) {
      var asked = join();
      long now = System.nanoTime();
      if (crowd == null || now - crowd.since() > TOGETHER.toNanos()) {
        var answer = asked.copy().orTimeout(patience.toNanos(), TimeUnit.NANOSECONDS);
        crowd = new Crowd<>(answer, now);
      }
      return crowd.answer();
    }
  }

  /// Waits for what a look shows that begins after this call.
  ///
  /// @param deadline until when to wait, by [System#nanoTime]
  /// @throws TimeoutException when it is not over by then
  /// @throws DataAccessException when it fails
  public T ask(long deadline) throws TimeoutException {
    return await(join(), deadline);
  }

  /// Waits for what is found out on another thread, as above.
  static <T> T await(CompletableFuture<T> look, long deadline) throws TimeoutException {
    try {
      return look.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof DataAccessException cause
          ? cause
          : new IllegalStateException("a look failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DataAccessResourceFailureException("interrupted", e);
    }
  }

  private CompletableFuture<T> join() {
    synchronized (lock) {
      if (next == null) {
        next = new CompletableFuture<>();
      }
      if (!looking) {
        thread.execute(this::lookWhileAsked);
        looking = true;
      }
      return next;
    }
  }

  private void lookWhileAsked() {
    LockSupport.parkNanos(begun + pause.toNanos() - System.nanoTime());
    for (var asked = takeAsked(); asked != null; asked = takeAsked()) {
      begun = System.nanoTime();
      try {
        asked.complete(look.get());
      } catch (RuntimeException | Error e) {
        asked.completeExceptionally(e);
      }
      LockSupport.parkNanos(begun + pause.toNanos() - System.nanoTime());
    }
  }

  private @Nullable CompletableFuture<T> takeAsked() {
    synchronized (lock) {
      var asked = next;
      next = null;
      crowd = null;
      looking = asked != null;
      return asked;
    }
  }

  /// Who waits for the same look and has come at about the same time: they share one alarm.
  ///
  /// @param answer what the look shows, or that it took too long
  /// @param since when the first of them came, by [System#nanoTime]
  private record Crowd<T>(CompletableFuture<T> answer, long since) {}
}
