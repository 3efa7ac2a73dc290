package dev.keyledger.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// The encoding of JSON bodies.
final class JsonText {
  private JsonText() {}

  /// @throws ProblemException when a body is not in UTF-8
  static void require(byte[] body) {
    if (!isUtf8(body)) {
      throw new ProblemException(
          Problem.of(ErrorCode.MALFORMED_BODY, "the body must be UTF-8 (RFC 8259)"));
    }
  }

  /// UTF-16 and UTF-32 can pass for UTF-8 full of NULs, which JSON never has; Jackson would read
  /// them.
  private static boolean isUtf8(byte[] text) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(text))
          .chars()
          .noneMatch(character -> character == 0);
    } catch (CharacterCodingException _) {
      return false;
    }
  }
}
