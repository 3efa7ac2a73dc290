package dev.keyledger.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;

/// Gives every request an id that stands in its answer, in the log and in the events it causes.
///
/// The client's own `X-Request-Id` is taken over when there is one of 1 to 64 characters of `A-Z
/// a-z 0-9 . _ -`; anything else is replaced.
public final class RequestId extends OncePerRequestFilter {
  /// The header that carries the id, in requests and answers.
  public static final String HEADER = "X-Request-Id";

  /// The name that the log gives to it: a field of the Elastic Common Schema.
  static final String KEY = "http.request.id";

  private static final Pattern ACCEPTED = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  /// The id of the request that this thread is handling, or nothing outside a request.
  public static Optional<String> current() {
    return Optional.ofNullable(MDC.get(KEY));
  }

  /// The id of a request that came with the values `offered`.
  static String choose(List<String> offered) {
    return offered.size() == 1 && ACCEPTED.matcher(offered.getFirst()).matches()
        ? offered.getFirst()
        : random();
  }

  /// Nobody has to be unable to guess it.
  private static String random() {
    var random = ThreadLocalRandom.current();
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String id = choose(Collections.list(request.getHeaders(HEADER)));
    response.setHeader(HEADER, id);
    try (var _ = MDC.putCloseable(KEY, id)) {
      chain.doFilter(request, response);
    }
  }
}
