package dev.keyledger.http;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;

/// Notes to which trace of its sender a request belongs, as W3C Trace Context says it, in the log
/// and in the events it causes.
///
/// The service takes part and measures no spans of its own; what is no `traceparent` counts as
/// none.
public final class TraceContext extends OncePerRequestFilter {
  /// The name that the log gives to a trace's id: a field of the Elastic Common Schema.
  private static final String TRACE_ID = "trace.id";

  private static final String TRACEPARENT = "traceparent";
  private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();

  /// The `traceparent` of the request that this thread is handling, or nothing when it has none.
  public static Optional<String> current() {
    return Optional.ofNullable(MDC.get(TRACEPARENT));
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var span =
        Span.fromContext(W3C.extract(Context.root(), request, Headers.ONCE)).getSpanContext();
    if (!span.isValid()) {
      chain.doFilter(request, response);
      return;
    }
    try (var _ = MDC.putCloseable(TRACE_ID, span.getTraceId());
        var _ = MDC.putCloseable(TRACEPARENT, traceparent(span))) {
      chain.doFilter(request, response);
    }
  }

  private static String traceparent(SpanContext span) {
    return "00-%s-%s-%s"
        .formatted(span.getTraceId(), span.getSpanId(), span.getTraceFlags().asHex());
  }

  private enum Headers implements TextMapGetter<HttpServletRequest> {
    /// Of a header that is sent twice nobody can say which one counts.
    ONCE;

    @Override
    public Iterable<String> keys(HttpServletRequest request) {
      return Collections.list(request.getHeaderNames());
    }

    @Override
    public @Nullable String get(@Nullable HttpServletRequest request, String name) {
      if (request == null) {
        return null;
      }
      var values = Collections.list(request.getHeaders(name));
      return values.size() == 1 ? values.getFirst() : null;
    }
  }
}
