package dev.keyledger.http;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.DispatcherServlet;

/// Spring's dispatcher, with two habits taken away: TRACE goes the way of every other method
/// instead of echoing the request, and OPTIONS means the same with and without the headers of a
/// browser that asks for another site: none is let in.
final class ApiServlet extends DispatcherServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doTrace(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    processRequest(request, response);
  }

  @Override
  protected void doOptions(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    processRequest(new WithoutOrigin(request), response);
  }

  private static final class WithoutOrigin extends HttpServletRequestWrapper {
    WithoutOrigin(HttpServletRequest request) {
      super(request);
    }

    @Override
    public @Nullable String getHeader(String name) {
      return name.equalsIgnoreCase(HttpHeaders.ORIGIN) ? null : super.getHeader(name);
    }
  }
}
