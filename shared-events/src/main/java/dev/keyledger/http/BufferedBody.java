package dev.keyledger.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.WebUtils;

/// A request whose body is read into memory once, up to a limit, so that it can be judged before
/// anything parses it.
final class BufferedBody extends HttpServletRequestWrapper {
  /// The largest body that any operation reads, in bytes.
  static final int LIMIT = 16 * 1024;

  private byte @Nullable [] content;

  private BufferedBody(HttpServletRequest request) {
    super(request);
  }

  /// Filters a request: whatever comes after sees one of these.
  static void filter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    chain.doFilter(new BufferedBody((HttpServletRequest) request), response);
  }

  /// The body of a request that has come through [#filter].
  static BufferedBody of(HttpServletRequest request) {
    var body = WebUtils.getNativeRequest(request, BufferedBody.class);
    if (body == null) {
      throw new IllegalStateException("every request comes through the filter");
    }
    return body;
  }

  /// The first [#LIMIT] bytes of the body, and one more when there are more.
  ///
  /// @throws HttpException.RuntimeException when the body does not arrive whole: 400, or 408 when
  ///   the client is too slow
  byte[] content() {
    if (content == null) {
      try {
        content = super.getInputStream().readNBytes(LIMIT + 1);
      } catch (IOException e) {
        boolean late = e.getCause() instanceof TimeoutException;
        throw new HttpException.RuntimeException(
            late ? HttpStatus.REQUEST_TIMEOUT_408 : HttpStatus.BAD_REQUEST_400, e);
      }
    }
    return content;
  }

  /// The body.
  ///
  /// @throws ProblemException when it has more than [#LIMIT] bytes
  byte[] bounded() {
    if (getContentLengthLong() > LIMIT || content().length > LIMIT) {
      throw new ProblemException(
          Problem.of(ErrorCode.BODY_TOO_LARGE, "the body must be at most " + LIMIT + " bytes"));
    }
    return content();
  }

  @Override
  public ServletInputStream getInputStream() {
    return new Replay(new ByteArrayInputStream(content()));
  }

  @Override
  public BufferedReader getReader() {
    return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
  }

  private static final class Replay extends ServletInputStream {
    private final ByteArrayInputStream bytes;

    Replay(ByteArrayInputStream bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read() {
      return bytes.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      return bytes.read(target, offset, length);
    }

    @Override
    public boolean isFinished() {
      return bytes.available() == 0;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new UnsupportedOperationException("the body is read at once, not asynchronously");
    }
  }
}
