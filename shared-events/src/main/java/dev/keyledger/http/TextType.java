package dev.keyledger.http;

import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/// A media type of text that is sent in UTF-8.
public final class TextType {
  private final String mediaType;
  private final Pattern withCharset;

  /// @param mediaType such as `application/json`
  public TextType(String mediaType) {
    this.mediaType = mediaType;
    this.withCharset =
        Pattern.compile(
            Pattern.quote(mediaType) + " *(; *charset *= *\"?utf-8\"? *)?",
            Pattern.CASE_INSENSITIVE);
  }

  /// Whether a request's body is of this type, and in UTF-8.
  public boolean isOf(Request request) {
    String sent = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
    return sent != null && (sent.equals(mediaType) || withCharset.matcher(sent).matches());
  }
}
