package dev.keyledger.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;
import org.jspecify.annotations.Nullable;

/// Watches connections, and writes what was answered in one turn together: one right after the
/// other, before it looks again for requests.
///
/// A client that waits is woken by its answer, and waking costs the thread that writes as much as
/// writing does. A client with many connections, such as a proxy, has gone to sleep again before
/// the next answer comes, if each is written when it is known; of those that come together, only
/// the first has to wake it.
///
/// The same the other way round: a request wakes this thread, and if its client runs on the same
/// core, it is interrupted for it. So when requests come thick and fast, this thread lets others
/// run before it takes a single one.
final class BatchingSelector extends ManagedSelector {
  /// So many answers wait for each other at most: the first of them while the others are made.
  private static final int MOST = 32;

  /// Answers of more bytes are written at once.
  private static final int ANSWER = 2048;

  /// A request that came sooner is one of many.
  private static final Duration SHORT = Duration.ofNanos(100_000);

  private final ByteBuffer bytes = ByteBuffer.allocateDirect(MOST * ANSWER);
  private final List<Answer> answers = new ArrayList<>(MOST);
  private final Queue<Runnable> atEnd = new ArrayDeque<>();
  private @Nullable Thread turn;

  BatchingSelector(SelectorManager manager, int id) {
    super(manager, id);
  }

  /// @param end where it ends in the bytes; it begins where the one before it ends
  private record Answer(BatchedEndPoint connection, int end) {}

  @Override
  protected int select(Selector selector) throws IOException {
    endTurn();
    long begun = System.nanoTime();
    int selected = super.select(selector);
    if (selected == 1 && System.nanoTime() - begun < SHORT.toNanos()) {
      letOthersRun();
      selected += selector.selectNow();
    }
    beginTurn();
    return selected;
  }

  /// Whoever sends more right now may wait for this very core. Nothing depends on it.
  @SuppressWarnings("ThreadPriorityCheck")
  private static void letOthersRun() {
    Thread.yield();
  }

  private synchronized void beginTurn() {
    turn = Thread.currentThread();
  }

  private void endTurn() {
    for (var task = nextAtEnd(); task != null; task = nextAtEnd()) {
      task.run();
    }
    write();
  }

  private synchronized @Nullable Runnable nextAtEnd() {
    var task = atEnd.poll();
    if (task == null) {
      turn = null;
    }
    return task;
  }

  /// Takes a task to do it at the end of this turn, before what was answered is written.
  ///
  /// @return whether it was taken: not on another thread than the one whose turn it is
  synchronized boolean atEndOfTurn(Runnable task) {
    return turn == Thread.currentThread() && atEnd.add(task);
  }

  /// Takes an answer to write it at the end of this turn.
  ///
  /// @return whether it was taken: not on another thread than the one whose turn it is, and not
  ///   when it is large
  boolean take(BatchedEndPoint connection, ByteBuffer... answer) {
    synchronized (this) {
      if (turn != Thread.currentThread() || length(answer) > ANSWER) {
        return false;
      }
      for (ByteBuffer part : answer) {
        bytes.put(part);
      }
      answers.add(new Answer(connection, bytes.position()));
      connection.begin();
      if (answers.size() < MOST) {
        return true;
      }
    }
    write();
    return true;
  }

  private static long length(ByteBuffer... parts) {
    long length = 0;
    for (ByteBuffer part : parts) {
      length += part.remaining();
    }
    return length;
  }

  /// Writes what was taken; for any thread. Connections on which that fails are closed.
  void write() {
    for (BatchedEndPoint broken : writeAll()) {
      broken.close();
    }
  }

  private synchronized List<BatchedEndPoint> writeAll() {
    if (answers.isEmpty()) {
      return List.of();
    }
    var broken = new ArrayList<BatchedEndPoint>(0);
    bytes.flip();
    for (Answer answer : answers) {
      bytes.limit(answer.end());
      if (!answer.connection().send(bytes)) {
        broken.add(answer.connection());
      }
      bytes.position(answer.end());
    }
    bytes.clear();
    answers.clear();
    return broken;
  }
}
