package dev.keyledger.http;

import dev.keyledger.events.KeyKind;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/// Judges a request between routing (401, 404 and 405 are over) and the operation: 403, 413, 415,
/// 406, and that the body is UTF-8, in this order.
///
/// Spring would check the media types while routing, before 403, and `Accept` even after the
/// operation had run, which would lose a freshly minted key.
final class Admission implements HandlerInterceptor {
  /// What every PATCH of the API reads (RFC 7396).
  private static final MediaType MERGE_PATCH =
      MediaType.parseMediaType("application/merge-patch+json");

  private final AcceptHeader accept;

  Admission(AcceptHeader accept) {
    this.accept = accept;
  }

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
      throws HttpMediaTypeNotAcceptableException {
    if (handler instanceof HandlerMethod operation
        && operation.getBeanType().getName().startsWith("dev.keyledger.")) {
      checkScope(operation, response);
      boolean readsBody = readsBody(operation, request);
      if (readsBody) {
        BufferedBody.of(request).bounded();
        checkMediaType(request, response);
      }
      chooseType(request, answerTypes(operation));
      if (readsBody) {
        checkText(BufferedBody.of(request));
      }
    }
    return true;
  }

  private static void checkScope(HandlerMethod operation, HttpServletResponse response) {
    if (!operation.getBeanType().isAnnotationPresent(OpenToAll.class)
        && !isAllowed(operation.getBeanType().getAnnotation(AllowedTo.class))) {
      response.setHeader(
          HttpHeaders.WWW_AUTHENTICATE,
          CredentialProblems.challenge(CredentialProblems.INSUFFICIENT_SCOPE));
      throw new ProblemException(CredentialProblems.INSUFFICIENT_SCOPE);
    }
  }

  private static boolean isAllowed(@Nullable AllowedTo allowed) {
    return allowed != null && Arrays.stream(allowed.value()).anyMatch(Admission::isCaller);
  }

  private static boolean isCaller(KeyKind kind) {
    var authentication = SecurityContextHolder.getContext().getAuthentication();
    return authentication != null
        && authentication.getPrincipal() instanceof OAuth2AuthenticatedPrincipal caller
        && kind.word().equals(caller.getAttribute("kind"));
  }

  /// A body that may be left out and was is not judged.
  private static boolean readsBody(HandlerMethod operation, HttpServletRequest request) {
    return Arrays.stream(operation.getMethodParameters())
        .map(parameter -> parameter.getParameterAnnotation(RequestBody.class))
        .filter(Objects::nonNull)
        .anyMatch(body -> body.required() || BufferedBody.of(request).content().length > 0);
  }

  private static void checkMediaType(HttpServletRequest request, HttpServletResponse response) {
    boolean patch = HttpMethod.PATCH.matches(request.getMethod());
    MediaType expected = patch ? MERGE_PATCH : MediaType.APPLICATION_JSON;
    List<String> types = values(request, HttpHeaders.CONTENT_TYPE).toList();
    if (patch) {
      response.setHeader(HttpHeaders.ACCEPT_PATCH, MERGE_PATCH.toString());
    }
    if (!values(request, HttpHeaders.CONTENT_ENCODING).allMatch("identity"::equalsIgnoreCase)) {
      throw refused(
          ErrorCode.UNSUPPORTED_MEDIA_TYPE, "the body must be sent without Content-Encoding");
    }
    if (types.size() != 1 || !isInUtf8(types.getFirst(), expected)) {
      throw refused(
          ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Content-Type must be " + expected + ", in UTF-8");
    }
  }

  private static Stream<String> values(HttpServletRequest request, String header) {
    return Collections.list(request.getHeaders(header)).stream();
  }

  private static boolean isInUtf8(String contentType, MediaType expected) {
    try {
      var type = MediaType.parseMediaType(contentType);
      return type.equalsTypeAndSubtype(expected)
          && (type.getCharset() == null || type.getCharset().equals(StandardCharsets.UTF_8));
    } catch (InvalidMediaTypeException _) {
      return false;
    }
  }

  /// Operations answer in JSON, but for those whose answer is a text or bytes as they stand, and
  /// those that say otherwise.
  private static List<MediaType> answerTypes(HandlerMethod operation) {
    var declared = operation.getMethodAnnotation(AnswersIn.class);
    if (declared != null) {
      return Arrays.stream(declared.value()).map(MediaType::parseMediaType).toList();
    }
    Class<?> answer = operation.getReturnType().getParameterType();
    if (answer == byte[].class) {
      return List.of(MediaType.APPLICATION_OCTET_STREAM);
    }
    return List.of(answer == String.class ? MediaType.TEXT_PLAIN : MediaType.APPLICATION_JSON);
  }

  private void chooseType(HttpServletRequest request, List<MediaType> types)
      throws HttpMediaTypeNotAcceptableException {
    var type =
        accept
            .preferred(types, new ServletWebRequest(request))
            .orElseThrow(() ->
                refused(
                    ErrorCode.NOT_ACCEPTABLE,
                    "Accept must allow "
                        + types.stream()
                            .map(MediaType::toString)
                            .collect(Collectors.joining(" or "))));
    request.setAttribute(AnswersIn.CHOSEN, type.toString());
    // Otherwise Spring would call the answer whatever kind of JSON the client names first.
    request.setAttribute(HandlerMapping.PRODUCIBLE_MEDIA_TYPES_ATTRIBUTE, Set.of(type));
  }

  private static void checkText(BufferedBody body) {
    JsonText.require(body.content());
  }

  private static ProblemException refused(ErrorCode code, String detail) {
    return new ProblemException(Problem.of(code, detail));
  }
}
