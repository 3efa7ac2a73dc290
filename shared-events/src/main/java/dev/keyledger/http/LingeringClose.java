package dev.keyledger.http;

import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;

/// Hears out who is answered before all of the body has come.
///
/// Such an answer ends the connection, but not at once: a client that is still sending when it is
/// cut off fails at that, and many never read the answer then (RFC 9112, 9.6). Jetty goes on
/// reading for 8 KiB only. So what comes is thrown away here for a while, on whichever thread it
/// comes.
final class LingeringClose extends Request.Wrapper implements Callback {
  /// How many bytes are thrown away at most: far more than any body that is read here.
  private static final int MOST = 1024 * 1024;

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Response response;
  private final Callback callback;
  private long left = MOST;
  private boolean unread;
  private boolean broken;
  private long end;

  /// @param callback who is told once nothing more is to be heard
  LingeringClose(Request request, Response response, Callback callback) {
    super(request);
    this.response = response;
    this.callback = callback;
  }

  /// To be asked before an answer is sent: the connection ends with it when the body is not all
  /// there. Jetty itself would not let the body be read any more after that.
  @Override
  public boolean consumeAvailable() {
    unread = !discard();
    boolean whole = !unread && !broken;
    if (!whole && !response.isCommitted()) {
      response.getHeaders().put(HttpFields.CONNECTION_CLOSE);
    }
    return whole;
  }

  /// The answer has been sent.
  @Override
  public void succeeded() {
    if (unread && !getHeaders().contains(HttpHeader.EXPECT)) {
      getConnectionMetaData().getConnection().getEndPoint().shutdownOutput();
      end = System.nanoTime() + PATIENCE_NANOS;
      linger();
    } else {
      callback.succeeded();
    }
  }

  @Override
  public void failed(Throwable failure) {
    callback.failed(failure);
  }

  private void linger() {
    if (discard() || left <= 0 || System.nanoTime() - end >= 0) {
      callback.succeeded();
    } else {
      demand(Invocable.from(Invocable.InvocationType.NON_BLOCKING, this::linger));
    }
  }

  /// Throws away what is there of the body.
  ///
  /// @return whether nothing more is to come
  private boolean discard() {
    while (left > 0) {
      Content.Chunk chunk = read();
      if (chunk == null) {
        return false;
      }
      left -= chunk.remaining();
      chunk.release();
      if (Content.Chunk.isFailure(chunk)) {
        broken = true;
        return true;
      }
      if (chunk.isLast()) {
        return true;
      }
    }
    return false;
  }
}
