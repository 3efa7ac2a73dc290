package dev.keyledger.http;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.BearerTokenErrors;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.util.StringUtils;

/// Finds the key in `Authorization: Bearer`, and refuses a request with more than one credential.
///
/// A key in the query or in a form (RFC 6750, sections 2.2 and 2.3) is never accepted: URLs end up
/// in logs, and no operation takes the caller's key from a form. Beside another it is a second
/// credential, and only then is the form read: who shows no credential gets no time to send one
/// slowly.
final class BearerCredential implements BearerTokenResolver {
  private static final String PARAMETER = "access_token";

  private final BearerTokenResolver header = new DefaultBearerTokenResolver();

  @Override
  public @Nullable String resolve(HttpServletRequest request) {
    long credentials =
        Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION)).size()
            + count(request.getQueryString());
    if (credentials > 1 || (credentials == 1 && count(form(request)) > 0)) {
      throw new OAuth2AuthenticationException(
          BearerTokenErrors.invalidRequest("more than one credential"));
    }
    return header.resolve(request);
  }

  private static @Nullable String form(HttpServletRequest request) {
    return StringUtils.startsWithIgnoreCase(
            request.getContentType(), MediaType.APPLICATION_FORM_URLENCODED_VALUE)
        ? new String(BufferedBody.of(request).content(), StandardCharsets.UTF_8)
        : null;
  }

  private static long count(@Nullable String parameters) {
    return parameters == null
        ? 0
        : Arrays.stream(parameters.split("&", -1)).filter(BearerCredential::isCredential).count();
  }

  private static boolean isCredential(String parameter) {
    try {
      String name = parameter.split("=", 2)[0];
      return URLDecoder.decode(name, StandardCharsets.UTF_8).equals(PARAMETER);
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
