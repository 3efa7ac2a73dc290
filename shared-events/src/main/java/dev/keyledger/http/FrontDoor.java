package dev.keyledger.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.http.MediaType;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// One operation that is answered in front of the servlets, without them and without the security
/// filters: it judges its callers itself. For what is asked all day.
public abstract class FrontDoor extends Handler.Wrapper
    implements WebServerFactoryCustomizer<JettyServletWebServerFactory> {
  /// The most bytes that are read of a body, where nothing else is said.
  protected static final int BODY_LIMIT = BufferedBody.LIMIT;

  private static final JsonMapper JSON = strictJson();
  private static final Pattern JSON_IN_UTF_8 =
      Pattern.compile(
          "application/json *(; *charset *= *\"?utf-8\"? *)?", Pattern.CASE_INSENSITIVE);

  private static final Logger log = LoggerFactory.getLogger(FrontDoor.class);

  private final String method;
  private final String path;

  protected FrontDoor(String method, String path) {
    this.method = method;
    this.path = path;
  }

  @Override
  public void customize(JettyServletWebServerFactory factory) {
    factory.addServerCustomizers(this::standInFrontOf);
  }

  private void standInFrontOf(Server server) {
    setHandler(server.getHandler());
    server.setHandler(this);
  }

  /// The answer: in JSON, or empty.
  ///
  /// @param headers of the answer, to add to
  /// @throws ProblemException when there is a problem instead
  /// @throws IOException when the client is gone or too slow
  protected abstract byte[] answer(Request request, HttpFields.Mutable headers) throws IOException;

  /// The request's body.
  ///
  /// @throws ProblemException when it has more than `limit` bytes
  protected static byte[] body(Request request, int limit) throws IOException {
    byte[] body = Content.Source.asInputStream(request).readNBytes(limit + 1);
    if (body.length > limit) {
      throw new ProblemException(
          Problem.of(ErrorCode.BODY_TOO_LARGE, "the body must be at most " + limit + " bytes"));
    }
    return body;
  }

  /// The request's body, which is JSON.
  ///
  /// @throws ProblemException when it has more than `limit` bytes, or is not what it must be
  protected static <T> T json(Request request, int limit, Class<T> type) throws IOException {
    String contentType = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
    if (contentType == null
        || !JSON_IN_UTF_8.matcher(contentType).matches()
        || request.getHeaders().contains(HttpHeader.CONTENT_ENCODING)) {
      throw new ProblemException(
          Problem.of(
              ErrorCode.UNSUPPORTED_MEDIA_TYPE,
              "Content-Type must be application/json, in UTF-8, without Content-Encoding"));
    }
    byte[] body = body(request, limit);
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

  @Override
  public final boolean handle(Request request, Response response, Callback callback)
      throws Exception {
    if (!path.equals(request.getHttpURI().getPath())) {
      return super.handle(request, response, callback);
    }
    String id = RequestId.choose(request.getHeaders().getValuesList(RequestId.HEADER));
    response.getHeaders().put(RequestId.HEADER, id);
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    try (var _ = MDC.putCloseable(RequestId.KEY, id)) {
      byte[] answer = answerTo(request, response.getHeaders());
      response.setStatus(HttpStatus.OK_200);
      if (answer.length > 0) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, MediaType.APPLICATION_JSON_VALUE);
      }
      response.write(true, ByteBuffer.wrap(answer), callback);
    } catch (ProblemException e) {
      refuse(response, callback, e.problem());
    } catch (RuntimeException e) {
      refuse(response, callback, problem(e));
    }
    return true;
  }

  private byte[] answerTo(Request request, HttpFields.Mutable headers) throws IOException {
    if (!method.equals(request.getMethod())) {
      throw new ProblemException(
          Problem.of(ErrorCode.METHOD_NOT_ALLOWED, "use " + method + " here"));
    }
    try {
      return answer(request, headers);
    } catch (IOException e) {
      if (e.getCause() instanceof TimeoutException) {
        throw new ProblemException(ContainerProblems.problem(HttpStatus.REQUEST_TIMEOUT_408));
      }
      throw e;
    }
  }

  private static Problem problem(RuntimeException e) {
    if (e instanceof HttpException malformed) {
      return ContainerProblems.problem(malformed.getCode());
    } else if (Outage.caused(e)) {
      log.warn("Keys cannot be checked: {}", e.toString());
      return Outage.PROBLEM;
    }
    log.error("The service failed", e);
    return SecurityProblems.INTERNAL_ERROR;
  }

  private void refuse(Response response, Callback callback, Problem problem) {
    response.setStatus(problem.status());
    var headers = response.getHeaders();
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
    response.write(true, ByteBuffer.wrap(problem.toJson()), callback);
  }
}
