package dev.keyledger.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.ee11.webapp.AbstractConfiguration;
import org.eclipse.jetty.ee11.webapp.WebAppContext;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/// What Jetty itself refuses, before or beside the servlets, as problem documents: it knows only a
/// status, so the problem follows from that. It may have lost track of where the request ends, so
/// the connection ends with the answer.
final class ContainerProblems extends ErrorHandler
    implements WebServerFactoryCustomizer<JettyServletWebServerFactory> {

  @Override
  public void customize(JettyServletWebServerFactory factory) {
    factory.addServerCustomizers(server -> server.setErrorHandler(this), new TransferCodings());
    factory.addConfigurations(
        new AbstractConfiguration(new AbstractConfiguration.Builder()) {
          @Override
          public void configure(WebAppContext context) {
            context.setErrorHandler(ContainerProblems.this);
          }
        });
  }

  @Override
  public boolean errorPageForMethod(String method) {
    return true;
  }

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int status,
      @Nullable String reason,
      @Nullable Throwable cause,
      Callback callback) {
    Problem problem = problem(status);
    response.setStatus(problem.status());
    if (!response.getHeaders().contains(RequestId.HEADER)) {
      String id = RequestId.choose(request.getHeaders().getValuesList(RequestId.HEADER));
      response.getHeaders().put(RequestId.HEADER, id);
    }
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    response.getHeaders().put(HttpHeader.CONNECTION, "close");
    if (problem.status() == ErrorCode.UNAVAILABLE.status()) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, Outage.RETRY_AFTER_SECONDS);
    }
    response.write(true, ByteBuffer.wrap(problem.toJson()), callback);
  }

  /// What to say when no more is known than a status.
  static Problem problem(int status) {
    return switch (status) {
      case 403 -> Problem.of(ErrorCode.INSUFFICIENT_SCOPE, "this may not be done here");
      case 404 -> Problem.of(ErrorCode.NOT_FOUND, "there is nothing at this path");
      case 405 -> Problem.of(ErrorCode.METHOD_NOT_ALLOWED, "this method is not allowed here");
      case 408 -> Problem.of(ErrorCode.REQUEST_TIMEOUT, "the request did not arrive in time");
      case 413 -> Problem.of(ErrorCode.BODY_TOO_LARGE, "the body is larger than is read here");
      case 414 ->
          Problem.of(ErrorCode.URI_TOO_LONG, "the request line is longer than is read here");
      case 415 ->
          Problem.of(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "the body's coding is not supported");
      case 431 ->
          Problem.of(ErrorCode.HEADERS_TOO_LARGE, "the headers are larger than is read here");
      case 501 ->
          Problem.of(ErrorCode.NOT_IMPLEMENTED, "send the body plain or with chunked coding");
      case 503 -> Problem.of(ErrorCode.UNAVAILABLE, "the service is starting or stopping");
      case 426, 505 -> Problem.of(ErrorCode.HTTP_VERSION_NOT_SUPPORTED, "use HTTP/1.1");
      default ->
          status >= 400 && status < 500
              ? Problem.of(ErrorCode.MALFORMED_REQUEST, "the request is not well-formed HTTP")
              : Problem.of(ErrorCode.INTERNAL_ERROR, "the service failed");
    };
  }
}
