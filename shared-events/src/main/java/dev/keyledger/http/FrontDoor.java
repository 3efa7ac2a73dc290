package dev.keyledger.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.http.MediaType;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// One operation that is answered in front of the servlets, without them and without the security
/// filters: it judges its callers itself. For what is asked all day. [FrontHall] leads to it.
public abstract class FrontDoor {
  /// The most bytes that are read of a body, where nothing else is said.
  protected static final int BODY_LIMIT = BufferedBody.LIMIT;

  private static final JsonMapper JSON = strictJson();
  private static final TextType JSON_TEXT = new TextType(MediaType.APPLICATION_JSON_VALUE);

  private static final HttpField NO_STORE =
      new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-store");
  private static final HttpField JSON_TYPE =
      new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, MediaType.APPLICATION_JSON_VALUE);

  /// From one line of an outage in the log to the next.
  private static final Duration QUIET = Duration.ofSeconds(1);

  /// When the next such line may be written, by [System#nanoTime].
  private static final AtomicLong NEXT_WARNING = new AtomicLong(System.nanoTime());

  private static final Logger log = LoggerFactory.getLogger(FrontDoor.class);

  private final String method;
  private final String path;

  protected FrontDoor(String method, String path) {
    this.method = method;
    this.path = path;
  }

  final String path() {
    return path;
  }

  /// The answer: in JSON, or empty.
  ///
  /// @throws ProblemException when there is a problem instead
  /// @throws IOException when the client is gone or too slow
  /// @throws MustWait when it has to wait; it is asked again when it is worth it
  protected abstract byte[] answer(Visit visit) throws IOException;

  /// Who is told how long it took until a request was refused so, where the door has not said it to
  /// the visit.
  protected abstract LongConsumer timeOf(RuntimeException refused);

  /// The request's body, which is JSON.
  ///
  /// @throws ProblemException when it has more than `limit` bytes, or is not what it must be
  protected static <T> T json(Visit visit, int limit, Class<T> type) throws IOException {
    if (!JSON_TEXT.isOf(visit.request())
        || visit.request().getHeaders().contains(HttpHeader.CONTENT_ENCODING)) {
      throw new ProblemException(
          Problem.of(
              ErrorCode.UNSUPPORTED_MEDIA_TYPE,
              "Content-Type must be application/json, in UTF-8, without Content-Encoding"));
    }
    byte[] body = visit.body(limit);
    JsonText.require(body);
    try {
      T read = body.length == 0 ? null : JSON.readValue(body, type);
      if (read != null) {
        return read;
      }
    } catch (JacksonException e) {
      throw new ProblemException(JsonProblems.of(e));
    }
    throw new ProblemException(JsonProblems.of(null));
  }

  private static JsonMapper strictJson() {
    var builder = JsonMapper.builder();
    new StrictJson().customize(builder);
    return builder.build();
  }

  /// Answers, whatever happens.
  ///
  /// @throws MustWait when that takes waiting; nothing is answered yet
  final void receive(Visit visit, Response response, Callback callback) throws IOException {
    String id = RequestId.choose(visit.sent(RequestId.HEADER));
    visit.beginAgain();
    try {
      byte[] answer = goodAnswer(visit, id);
      response.setStatus(HttpStatus.OK_200);
      visit.end();
      response.write(true, ByteBuffer.wrap(answer), callback);
    } catch (MustWait e) {
      throw e;
    } catch (ProblemException e) {
      visit.end(timeOf(e));
      refuse(visit.request(), response, callback, e.problem(), id);
    } catch (RuntimeException e) {
      visit.end(timeOf(e));
      refuse(visit.request(), response, callback, problem(e, id), id);
    }
  }

  /// The answer if it is a good one and at hand; its headers are added to the visit's. Sends
  /// nothing.
  ///
  /// @throws RuntimeException when it is anything else: [#receive] knows what to make of that
  final byte[] goodAnswer(Visit visit) throws IOException {
    return goodAnswer(visit, RequestId.choose(visit.sent(RequestId.HEADER)));
  }

  private byte[] goodAnswer(Visit visit, String requestId) throws IOException {
    byte[] answer = answerTo(visit);
    visit.add(RequestId.HEADER, requestId);
    visit.add(NO_STORE);
    if (answer.length > 0) {
      visit.add(JSON_TYPE);
    }
    return answer;
  }

  private byte[] answerTo(Visit visit) throws IOException {
    if (!method.equals(visit.request().getMethod())) {
      throw new ProblemException(
          Problem.of(ErrorCode.METHOD_NOT_ALLOWED, "use " + method + " here"));
    }
    try {
      return answer(visit);
    } catch (IOException e) {
      if (e.getCause() instanceof TimeoutException) {
        throw new ProblemException(ContainerProblems.problem(HttpStatus.REQUEST_TIMEOUT_408));
      }
      throw e;
    }
  }

  private static Problem problem(RuntimeException e, String requestId) {
    if (e instanceof HttpException malformed) {
      return ContainerProblems.problem(malformed.getCode());
    }
    try (var _ = MDC.putCloseable(RequestId.KEY, requestId)) {
      if (Outage.caused(e)) {
        warnNowAndThen(e);
        return Outage.PROBLEM;
      }
      log.error("The service failed", e);
      return SecurityProblems.INTERNAL_ERROR;
    }
  }

  /// Whoever guesses keys during an outage does not fill the disk: the metrics count each refusal.
  private static void warnNowAndThen(RuntimeException outage) {
    long now = System.nanoTime();
    long next = NEXT_WARNING.get();
    if (now - next >= 0 && NEXT_WARNING.compareAndSet(next, now + QUIET.toNanos())) {
      log.warn("Keys cannot be checked: {}", outage.toString());
    }
  }

  private void refuse(
      Request request, Response response, Callback callback, Problem problem, String requestId) {
    var lingering = new LingeringClose(request, response, callback);
    response.setStatus(problem.status());
    var headers = response.getHeaders();
    headers.put(RequestId.HEADER, requestId);
    headers.put(NO_STORE);
    headers.put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
    String challenge = CredentialProblems.challenge(problem);
    if (challenge != null) {
      headers.put(HttpHeader.WWW_AUTHENTICATE, challenge);
    }
    if (problem.status() == ErrorCode.UNAVAILABLE.status()) {
      headers.put(HttpHeader.RETRY_AFTER, Outage.RETRY_AFTER_SECONDS);
    } else if (problem.status() == ErrorCode.METHOD_NOT_ALLOWED.status()) {
      headers.put(HttpHeader.ALLOW, method);
    }
    lingering.consumeAvailable();
    response.write(true, ByteBuffer.wrap(problem.toJson()), lingering);
  }
}
