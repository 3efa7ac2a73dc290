package dev.keyledger.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How far a reader of the ledger has come, for those who watch it.
public final class ReaderProgress {
  private final Tail tail;
  private final Clock clock;
  private long position;

  /// Since when the oldest event waits that the reader has not applied. Before the reader has seen
  /// that event, it is the time when it was last current or made progress: the wait is at least so
  /// long.
  private @Nullable Instant waiting;

  ReaderProgress(Tail tail, Clock clock) {
    this.tail = tail;
    this.clock = clock;
    tail.listen(this::heard);
  }

  private synchronized void heard() {
    if (waiting == null && tail.position() > position) {
      waiting = clock.instant();
    }
  }

  /// Notes that the reader has begun with a page.
  ///
  /// @param oldest when its first event was stored
  public synchronized void begun(Instant oldest) {
    waiting = oldest;
  }

  /// Notes that everything up to `applied` is applied.
  public synchronized void reached(long applied) {
    position = applied;
    waiting = null;
    heard();
  }

  synchronized long position() {
    return position;
  }

  /// How many events that this node knows of are not applied.
  long lag() {
    return Math.max(0, tail.position() - position());
  }

  /// How long the oldest of these has been waiting, in seconds; 0 when there is none.
  synchronized double lagSeconds() {
    return waiting == null || lag() == 0
        ? 0
        : Math.max(0, Duration.between(waiting, clock.instant()).toMillis() / 1000.0);
  }
}
