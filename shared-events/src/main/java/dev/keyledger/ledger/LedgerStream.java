package dev.keyledger.ledger;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;

/// The ledger from a position on, without an end. For one reader at a time.
///
/// It reads a page when there is something to read and waits otherwise; nothing is held in the
/// database meanwhile.
final class LedgerStream implements BlockingStream<TrackedEventMessage<?>> {
  /// How many events are read at once. The statement is over before the first of them is handed
  /// out.
  static final int PAGE = 1000;

  private static final int A_WHILE = 1000;

  private final LedgerStorageEngine engine;
  private final Tail tail;
  private final Queue<TrackedEventMessage<?>> page = new ArrayDeque<>(PAGE);
  private long position;
  private @Nullable Runnable listener;

  LedgerStream(LedgerStorageEngine engine, Tail tail, long position) {
    this.engine = engine;
    this.tail = tail;
    this.position = position;
  }

  @Override
  public Optional<TrackedEventMessage<?>> peek() {
    return hasNextAvailable() ? Optional.ofNullable(page.peek()) : Optional.empty();
  }

  @Override
  public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
    if (page.isEmpty() && tail.awaitAfter(position, timeout, unit)) {
      page.addAll(engine.page(position, PAGE));
      position += page.size();
      if (page.isEmpty()) {
        throw new IllegalStateException("the ledger has lost what came after " + position);
      }
    }
    return !page.isEmpty();
  }

  @Override
  public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
    while (!hasNextAvailable(A_WHILE, TimeUnit.MILLISECONDS)) {
      // Nothing yet: wait on.
    }
    return page.remove();
  }

  /// Lets a pooled processor sleep until there is something: without this it would look every half
  /// second.
  @Override
  public boolean setOnAvailableCallback(Runnable callback) {
    close();
    listener = callback;
    tail.listen(callback);
    return true;
  }

  @Override
  public void close() {
    if (listener != null) {
      tail.forget(listener);
      listener = null;
    }
  }
}
