package dev.keyledger.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;

/// Everything that the security filters refuse, as problem documents with the challenges of RFC
/// 6750.
///
/// A malformed, an unknown and an expired key get the same answer, byte for byte: nobody learns
/// from it how close a guess was.
final class SecurityProblems
    implements AuthenticationEntryPoint,
        AuthenticationFailureHandler,
        AccessDeniedHandler,
        RequestRejectedHandler {
  private static final Logger log = LoggerFactory.getLogger(SecurityProblems.class);

  private static final Problem CREDENTIAL_REQUIRED =
      Problem.of(ErrorCode.CREDENTIAL_REQUIRED, "send an API key: Authorization: Bearer <apiKey>");
  private static final Problem INVALID_TOKEN =
      Problem.of(ErrorCode.INVALID_TOKEN, "the API key is not valid");
  private static final Problem MULTIPLE_CREDENTIALS =
      Problem.of(
          ErrorCode.MULTIPLE_CREDENTIALS, "send one credential, in one Authorization header");
  static final Problem INSUFFICIENT_SCOPE =
      Problem.of(ErrorCode.INSUFFICIENT_SCOPE, "this key may not do this; use a partner key");
  static final String INSUFFICIENT_SCOPE_CHALLENGE = "Bearer error=\"insufficient_scope\"";
  static final Problem INTERNAL_ERROR =
      Problem.of(ErrorCode.INTERNAL_ERROR, "the service failed; the failure is in its log");
  static final Problem REJECTED =
      Problem.of(
          ErrorCode.MALFORMED_REQUEST, "the path or a header has characters it must not have");

  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
      throws IOException {
    String error =
        failure instanceof OAuth2AuthenticationException oauth
            ? oauth.getError().getErrorCode()
            : "";
    switch (error) {
      case "" -> challenge(response, "Bearer", CREDENTIAL_REQUIRED);
      case OAuth2ErrorCodes.INVALID_REQUEST ->
          challenge(response, "Bearer error=\"invalid_request\"", MULTIPLE_CREDENTIALS);
      default -> challenge(response, "Bearer error=\"invalid_token\"", INVALID_TOKEN);
    }
  }

  @Override
  public void onAuthenticationFailure(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
      throws IOException {
    if (Outage.caused(failure)) {
      log.warn("Keys cannot be checked: {}", failure.toString());
      response.setIntHeader(HttpHeaders.RETRY_AFTER, Outage.RETRY_AFTER_SECONDS);
      Outage.PROBLEM.writeTo(response);
    } else if (failure instanceof AuthenticationServiceException) {
      log.error("Keys cannot be checked", failure);
      INTERNAL_ERROR.writeTo(response);
    } else {
      commence(request, response, failure);
    }
  }

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
      throws IOException {
    challenge(response, INSUFFICIENT_SCOPE_CHALLENGE, INSUFFICIENT_SCOPE);
  }

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, RequestRejectedException rejected)
      throws IOException {
    REJECTED.writeTo(response);
  }

  private static void challenge(HttpServletResponse response, String challenge, Problem problem)
      throws IOException {
    response.setHeader(HttpHeaders.WWW_AUTHENTICATE, challenge);
    problem.writeTo(response);
  }
}
