package dev.keyledger.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;

/// A good answer as it goes over the wire (RFC 9112), put together in the same place each time.
final class AnswerBytes {
  private static final byte[] OK = ascii("HTTP/1.1 200 OK\r\n");
  private static final byte[] COLON = ascii(": ");
  private static final byte[] LINE_END = ascii("\r\n");
  private static final byte[] LENGTH = ascii("Content-Length: ");
  private static final byte[] HEAD_END = ascii("\r\n\r\n");

  private byte[] bytes = {};
  private int length;

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /// @param always what stands in every answer
  void begin(HttpFields always) {
    length = 0;
    put(OK);
    always.forEach(this::add);
  }

  /// @param header without anything that could end it: that is not looked for
  void add(HttpField header) {
    put(header.getName().getBytes(StandardCharsets.ISO_8859_1));
    put(COLON);
    put(header.getValue().getBytes(StandardCharsets.ISO_8859_1));
    put(LINE_END);
  }

  void end(byte[] body) {
    put(LENGTH);
    put(ascii(Integer.toString(body.length)));
    put(HEAD_END);
    put(body);
  }

  private void put(byte[] part) {
    int end = length + part.length;
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(end, 2 * bytes.length));
    }
    System.arraycopy(part, 0, bytes, length, part.length);
    length = end;
  }

  /// The whole answer, until the next one begins.
  ByteBuffer bytes() {
    return ByteBuffer.wrap(bytes, 0, length);
  }
}
