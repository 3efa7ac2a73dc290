package dev.keyledger.query.audit;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/// The link to the page that follows (RFC 8288): the same question, from further on.
final class NextPage {
  private static final List<String> PARAMETERS =
      List.of("apiKeyId", "type", "actor", "from", "to", "order", "limit");

  private NextPage() {}

  /// @param place what the next page comes after
  static String after(Object place, HttpServletRequest request) {
    var page = UriComponentsBuilder.fromPath(request.getRequestURI());
    for (String name : PARAMETERS) {
      String[] values = request.getParameterValues(name);
      for (String value : values == null ? new String[0] : values) {
        page.queryParam(name, UriUtils.encode(value, StandardCharsets.UTF_8));
      }
    }
    return "<%s>; rel=\"next\"".formatted(page.queryParam("after", place).build(true));
  }
}
