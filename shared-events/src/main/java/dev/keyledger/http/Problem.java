package dev.keyledger.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import tools.jackson.databind.json.JsonMapper;

/// A problem document (RFC 9457), the one shape of every error answer.
///
/// It says what was expected and never repeats what was sent.
///
/// @param type identifies the kind of problem
/// @param title the kind of problem in words
/// @param status the HTTP status of the answer
/// @param detail what went wrong this time, and what was expected
/// @param message the same text as `detail`
/// @param errorCode the name of the [ErrorCode]
/// @param field the member or parameter at fault, where there is one
/// @param apiKeyId the key that stands in the way, where the caller may not know it
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({
  "type",
  "title",
  "status",
  "detail",
  "message",
  "errorCode",
  "field",
  "apiKeyId"
})
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    String message,
    String errorCode,
    @Nullable String field,
    @Nullable String apiKeyId) {
  /// The media type of a problem document.
  public static final String MEDIA_TYPE = "application/problem+json";

  private static final JsonMapper MAPPER = JsonMapper.shared();

  /// A problem with the request as a whole.
  public static Problem of(ErrorCode code, String detail) {
    return new Problem(
        code.type(), code.title(), code.status(), detail, detail, code.name(), null, null);
  }

  /// The same problem, with the field at fault.
  public Problem at(String name) {
    return new Problem(type, title, status, detail, message, errorCode, name, apiKeyId);
  }

  /// The same problem, with the key that stands in the way.
  public Problem about(String id) {
    return new Problem(type, title, status, detail, message, errorCode, field, id);
  }

  /// The document in UTF-8.
  public byte[] toJson() {
    return MAPPER.writeValueAsBytes(this);
  }

  /// Makes this document the whole answer. Nothing happens when an answer is already under way.
  ///
  /// It is left to the container to send it, because the container knows by then whether the rest
  /// of the request can be skipped, and says so when the connection must close.
  ///
  /// @throws IOException when the client is gone
  public void writeTo(HttpServletResponse response) throws IOException {
    if (response.isCommitted()) {
      return;
    }
    response.resetBuffer();
    response.setStatus(status);
    response.setContentType(MEDIA_TYPE);
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.getOutputStream().write(toJson());
  }
}
