package dev.keyledger.ledger;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// How far the ledger goes as far as this node has heard, and who waits for more.
///
/// It hears from its own writer, from the notifications of other nodes, and from a look at the head
/// now and then. All of these are hints to read; what is read decides.
final class Tail {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition advanced = lock.newCondition();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile long position;

  /// The last position that this node has heard of.
  long position() {
    return position;
  }

  /// Notes that the ledger goes at least as far as `heard`.
  void advanceTo(long heard) {
    lock.lock();
    try {
      if (heard <= position) {
        return;
      }
      position = heard;
      advanced.signalAll();
    } finally {
      lock.unlock();
    }
    listeners.forEach(Runnable::run);
  }

  /// Notes that the ledger ends at `head`, unless something was heard since `heard` was the
  /// position: it was set back, or somebody has announced what is not there.
  void retreat(long heard, long head) {
    lock.lock();
    try {
      if (position == heard) {
        position = head;
      }
    } finally {
      lock.unlock();
    }
  }

  /// Waits until there is something after `position`.
  ///
  /// @return whether there is
  boolean awaitAfter(long position, long time, TimeUnit unit) throws InterruptedException {
    long left = unit.toNanos(time);
    lock.lockInterruptibly();
    try {
      while (this.position <= position && left > 0) {
        left = advanced.awaitNanos(left);
      }
      return this.position > position;
    } finally {
      lock.unlock();
    }
  }

  /// Runs `listener` whenever the ledger has advanced, until [#forget].
  void listen(Runnable listener) {
    listeners.add(listener);
  }

  void forget(Runnable listener) {
    listeners.remove(listener);
  }
}
