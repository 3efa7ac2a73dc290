package dev.keyledger.http;

import dev.keyledger.events.ApiKeyId;
import dev.keyledger.events.ProjectId;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.eclipse.jetty.http.HttpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/// The one table from what goes wrong in a controller, or on the way to it, to a problem document.
@RestControllerAdvice
final class ProblemAdvice {
  private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

  @ExceptionHandler(Exception.class)
  void answer(Exception failure, HttpServletResponse response) throws IOException {
    switch (failure) {
      case HttpRequestMethodNotSupportedException e when e.getSupportedMethods() != null ->
          response.setHeader(HttpHeaders.ALLOW, String.join(", ", e.getSupportedMethods()));
      case Exception e when Outage.caused(e) ->
          response.setIntHeader(HttpHeaders.RETRY_AFTER, Outage.RETRY_AFTER_SECONDS);
      default -> {}
    }
    problem(failure).writeTo(response);
  }

  private static Problem problem(Exception failure) {
    return switch (failure) {
      case ProblemException e -> e.problem();
      case HttpMessageNotReadableException e -> JsonProblems.of(e.getCause());
      case MethodArgumentTypeMismatchException e when isIdInPath(e) ->
          Problem.of(ErrorCode.NOT_FOUND, "there is no such key; look for it in the list");
      case MethodArgumentTypeMismatchException e ->
          Problem.of(ErrorCode.INVALID_PARAMETER, expected(e)).at(e.getName());
      case MissingServletRequestParameterException e ->
          Problem.of(ErrorCode.INVALID_PARAMETER, e.getParameterName() + " must be given")
              .at(e.getParameterName());
      case HandlerMethodValidationException e -> invalid(e);
      case HttpRequestMethodNotSupportedException _ ->
          Problem.of(ErrorCode.METHOD_NOT_ALLOWED, "use one of the methods in Allow");
      case HttpMediaTypeNotSupportedException e ->
          Problem.of(
              ErrorCode.UNSUPPORTED_MEDIA_TYPE,
              "Content-Type must be " + MediaType.toString(e.getSupportedMediaTypes()));
      case HttpMediaTypeNotAcceptableException _ ->
          Problem.of(
              ErrorCode.NOT_ACCEPTABLE,
              "Accept must be a list of media types with one offered here");
      case RequestRejectedException _ -> SecurityProblems.REJECTED;
      case HttpException e when e.getCode() < 500 -> ContainerProblems.problem(e.getCode());
      case ErrorResponse e when e.getStatusCode().value() == 404 ->
          Problem.of(ErrorCode.NOT_FOUND, "there is nothing at this path");
      case ErrorResponse e when e.getStatusCode().is4xxClientError() ->
          Problem.of(ErrorCode.MALFORMED_REQUEST, "the request cannot be understood");
      case Exception e when Outage.caused(e) -> {
        log.warn("A request cannot be answered now: {}", e.toString());
        yield Outage.PROBLEM;
      }
      default -> {
        log.error("A request failed unexpectedly", failure);
        yield SecurityProblems.INTERNAL_ERROR;
      }
    };
  }

  /// What cannot be an id is the id of nothing.
  private static boolean isIdInPath(MethodArgumentTypeMismatchException e) {
    return e.getRequiredType() == ApiKeyId.class
        && e.getParameter().hasParameterAnnotation(PathVariable.class);
  }

  private static String expected(MethodArgumentTypeMismatchException e) {
    Class<?> type = e.getRequiredType();
    String shape =
        type == ProjectId.class
            ? "1 to 64 characters of A-Z a-z 0-9 _ -"
            : type == ApiKeyId.class
                ? "a UUID in its canonical form"
                : type == boolean.class ? "true or false" : "a whole number";
    return e.getName() + " must be " + shape;
  }

  private static Problem invalid(HandlerMethodValidationException failure) {
    var result = failure.getParameterValidationResults().getFirst();
    String name = result.getMethodParameter().getParameterName();
    String rule = result.getResolvableErrors().getFirst().getDefaultMessage();
    return Problem.of(ErrorCode.INVALID_PARAMETER, name + " " + rule)
        .at(name == null ? "parameter" : name);
  }
}
