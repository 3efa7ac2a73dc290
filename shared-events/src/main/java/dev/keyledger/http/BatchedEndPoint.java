package dev.keyledger.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A connection whose answers its [BatchingSelector] may write a little later, together with those
/// of others. To Jetty they are written once they are taken.
///
/// It also knows when it has read all there is, and does not ask the kernel again in the same turn:
/// the selector says when there is more.
final class BatchedEndPoint extends SocketChannelEndPoint {
  private static final Logger log = LoggerFactory.getLogger(BatchedEndPoint.class);

  private final BatchingSelector selector;
  private volatile boolean readAll;

  /// An answer was taken that is not written yet.
  private volatile boolean waiting;

  /// What the kernel did not take of it: its client does not read.
  private volatile @Nullable ByteBuffer rest;

  BatchedEndPoint(
      SocketChannel channel, BatchingSelector selector, SelectionKey key, Scheduler scheduler) {
    super(channel, selector, key, scheduler);
    this.selector = selector;
  }

  @Override
  public Runnable onSelected() {
    readAll = false;
    Runnable task = super.onSelected();
    ByteBuffer left = rest;
    if (left != null) {
      sendRest(left);
    }
    return task;
  }

  @Override
  public int fill(ByteBuffer buffer) throws IOException {
    if (readAll) {
      return 0;
    }
    int filled = super.fill(buffer);
    readAll = filled > 0 && BufferUtil.space(buffer) > 0;
    return filled;
  }

  @Override
  public boolean flush(ByteBuffer... buffers) throws IOException {
    writeWaiting();
    if (rest != null) {
      return false;
    }
    return (isAnswer() && selector.take(this, buffers)) || super.flush(buffers);
  }

  /// Takes a whole answer, on a connection on which another request may follow.
  ///
  /// @return whether it was taken: not on another thread than the one whose turn it is, not when it
  ///   is large, and not when its client does not read
  boolean answer(ByteBuffer answer) {
    return rest == null && selector.take(this, answer);
  }

  /// Does something on the thread that watches this connection, as if the connection had brought
  /// it.
  void inTurn(Runnable task) {
    selector.submit(_ -> task.run());
  }

  /// Does something at the end of this turn.
  ///
  /// @return whether it is going to be done: not for another thread than the one whose turn it is
  boolean atEndOfTurn(Runnable task) {
    return selector.atEndOfTurn(task);
  }

  /// To be called by the selector when it has taken an answer, which is to be sent before all else.
  void begin() {
    waiting = true;
  }

  /// Sends the answer that was taken; what the kernel does not take follows when it does.
  ///
  /// @return whether the client can still be reached
  boolean send(ByteBuffer answer) {
    waiting = false;
    try {
      getChannel().write(answer);
    } catch (IOException e) {
      log.debug("A client is gone before its answer", e);
      return false;
    }
    if (answer.hasRemaining()) {
      rest = ByteBuffer.allocate(answer.remaining()).put(answer).flip();
      onIncompleteFlush();
    }
    return true;
  }

  private void sendRest(ByteBuffer left) {
    try {
      getChannel().write(left);
    } catch (IOException e) {
      rest = null;
      close(e);
      return;
    }
    if (left.hasRemaining()) {
      onIncompleteFlush();
    } else {
      rest = null;
    }
  }

  @Override
  protected void doShutdownOutput() {
    writeWaiting();
    super.doShutdownOutput();
  }

  @Override
  public void doClose() {
    writeWaiting();
    super.doClose();
  }

  private void writeWaiting() {
    if (waiting) {
      selector.write();
    }
  }

  /// Another request may follow: a connection that ends with its answer ends when that is written.
  private boolean isAnswer() {
    return getConnection() instanceof ConnectionMetaData http && http.isPersistent();
  }
}
