package dev.keyledger.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.IO;

/// A request at a [FrontDoor].
///
/// It comes on a thread that serves many connections and must not wait. When an answer has to wait,
/// the visit begins again on a thread of its own, with what has been read of the body.
public final class Visit {
  private final Request request;
  private final HttpFields.Mutable headers;
  private byte[] body = {};
  private boolean whole;
  private boolean mayWait;

  Visit(Request request, HttpFields.Mutable headers) {
    this.request = request;
    this.headers = headers;
  }

  /// What was sent; its body is read by [#body].
  public Request request() {
    return request;
  }

  /// The values that were sent under a header's name, one for each line.
  public List<String> sent(String header) {
    var values = new ArrayList<String>(1);
    for (HttpField line : request.getHeaders()) {
      if (line.is(header)) {
        values.add(line.getValue());
      }
    }
    return values;
  }

  /// The headers of the answer, to add to.
  public HttpFields.Mutable headers() {
    return headers;
  }

  /// To be called before anything that waits.
  ///
  /// @throws MustWait on a thread that must not
  public void beforeWaiting() {
    if (!mayWait) {
      throw new MustWait();
    }
  }

  /// From here on it may wait.
  Visit onOwnThread() {
    mayWait = true;
    return this;
  }

  /// The request's body.
  ///
  /// @throws ProblemException when it has more than `limit` bytes
  /// @throws IOException when the client is gone or too slow
  /// @throws MustWait when not all of it is there yet, on a thread that must not wait
  public byte[] body(int limit) throws IOException {
    while (!whole) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        awaitMore();
      } else if (Content.Chunk.isFailure(chunk)) {
        throw IO.rethrow(chunk.getFailure());
      } else {
        take(chunk, limit);
      }
    }
    return body;
  }

  private void take(Content.Chunk chunk, int limit) {
    byte[] part = new byte[chunk.remaining()];
    chunk.get(part, 0, part.length);
    body =
        body.length == 0
            ? part
            : ByteBuffer.allocate(body.length + part.length).put(body).put(part).array();
    whole = chunk.isLast();
    chunk.release();
    if (body.length > limit) {
      throw new ProblemException(
          Problem.of(ErrorCode.BODY_TOO_LARGE, "the body must be at most " + limit + " bytes"));
    }
  }

  private void awaitMore() throws IOException {
    beforeWaiting();
    var more = new CountDownLatch(1);
    request.demand(more::countDown);
    try {
      more.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
