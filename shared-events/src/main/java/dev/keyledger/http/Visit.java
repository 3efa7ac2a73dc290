package dev.keyledger.http;

import static org.eclipse.jetty.util.thread.Invocable.InvocationType.NON_BLOCKING;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.IO;
import org.eclipse.jetty.util.thread.Invocable;
import org.jspecify.annotations.Nullable;

/// A request at a [FrontDoor].
///
/// It comes on a thread that serves many connections and must not wait. When an answer has to wait,
/// the door is asked again later, and finds what has been read of the body meanwhile.
public final class Visit {
  private final Request request;
  private final Consumer<HttpField> headers;
  private final boolean atOnce;
  private byte[] body = {};
  private boolean whole;
  private boolean onOwnThread;
  private @Nullable CompletableFuture<?> awaited;
  private @Nullable Runnable afterwards;
  private @Nullable LongConsumer timed;

  private Visit(Request request, Consumer<HttpField> headers, boolean atOnce) {
    this.request = request;
    this.headers = headers;
    this.atOnce = atOnce;
  }

  /// One that waits for its answer.
  Visit(Request request, Consumer<HttpField> headers) {
    this(request, headers, false);
  }

  /// One that is over when it is not answered at once: nothing is begun for it.
  static Visit atOnce(Request request, Consumer<HttpField> headers) {
    return new Visit(request, headers, true);
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

  /// Adds a header to the answer.
  ///
  /// @param name one of our own, for which Jetty need not be asked whether it knows it
  /// @param value without anything that could end the header: that is not looked for
  public void add(String name, String value) {
    add(new HttpField(null, name, value));
  }

  /// Adds a header to the answer, as above.
  void add(HttpField header) {
    headers.accept(header);
  }

  /// To be called before anything that waits or takes long: from here on, the visit is on a thread
  /// of its own.
  ///
  /// @throws MustWait on a thread that must not
  public void requireOwnThread() {
    if (!onOwnThread) {
      onOwnThread = true;
      throw new MustWait(Runnable::run);
    }
  }

  /// Waits until something is over, whatever the thread; what fails is thrown. Once in a visit:
  /// after that it returns at once.
  ///
  /// @throws MustWait while it is not over
  public void awaitOnce(Supplier<CompletableFuture<?>> beginning) {
    if (atOnce) {
      throw new MustWait(Runnable::run);
    } else if (awaited == null) {
      var begun = beginning.get();
      awaited = begun;
      throw new MustWait(again -> {
        var _ = begun.whenComplete((_, _) -> inTurn(again));
      });
    }
    try {
      awaited.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /// Goes on where the request came, and not on the thread of what was awaited: others wait for it,
  /// too, and their answers are written together.
  private void inTurn(Runnable visit) {
    Connection connection = request.getConnectionMetaData().getConnection();
    if (connection.getEndPoint() instanceof BatchedEndPoint batched) {
      batched.inTurn(visit);
    } else {
      visit.run();
    }
  }

  /// Something that is to be done once this has been answered, however often the door is asked.
  public void afterwards(Runnable also) {
    var before = afterwards;
    afterwards =
        before == null
            ? also
            : () -> {
              before.run();
              also.run();
            };
  }

  /// Who is told how long this took once it is answered, in nanoseconds; the last one counts.
  public void timedBy(LongConsumer nanos) {
    timed = nanos;
  }

  /// The door is asked again: what it said before does not count.
  void beginAgain() {
    afterwards = null;
    timed = null;
  }

  /// @param otherwise who is told how long it took where the door has not said so
  void end(LongConsumer otherwise) {
    if (timed == null) {
      timed = otherwise;
    }
    end();
  }

  void end() {
    if (afterwards != null) {
      afterwards.run();
    }
    if (timed != null) {
      timed.accept(System.nanoTime() - request.getHeadersNanoTime());
    }
  }

  /// Goes on with the visit where it is to go on.
  void goOn(Runnable visit) {
    if (onOwnThread) {
      Thread.startVirtualThread(visit);
    } else {
      visit.run();
    }
  }

  /// The request's body.
  ///
  /// @throws ProblemException when it has more than `limit` bytes
  /// @throws IOException when the client is gone or too slow
  /// @throws MustWait when not all of it is there yet
  public byte[] body(int limit) throws IOException {
    while (!whole) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        throw new MustWait(more -> request.demand(Invocable.from(NON_BLOCKING, more)));
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
}
