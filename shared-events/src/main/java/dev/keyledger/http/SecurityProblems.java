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
final class SecurityProblems
    implements AuthenticationEntryPoint,
        AuthenticationFailureHandler,
        AccessDeniedHandler,
        RequestRejectedHandler {
  private static final Logger log = LoggerFactory.getLogger(SecurityProblems.class);

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
      case "" -> challenge(response, CredentialProblems.CREDENTIAL_REQUIRED);
      case OAuth2ErrorCodes.INVALID_REQUEST ->
          challenge(response, CredentialProblems.MULTIPLE_CREDENTIALS);
      default -> challenge(response, CredentialProblems.INVALID_TOKEN);
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
    challenge(response, CredentialProblems.INSUFFICIENT_SCOPE);
  }

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, RequestRejectedException rejected)
      throws IOException {
    REJECTED.writeTo(response);
  }

  private static void challenge(HttpServletResponse response, Problem problem) throws IOException {
    response.setHeader(HttpHeaders.WWW_AUTHENTICATE, CredentialProblems.challenge(problem));
    problem.writeTo(response);
  }
}
