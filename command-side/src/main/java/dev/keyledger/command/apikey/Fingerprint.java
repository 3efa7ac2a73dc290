package dev.keyledger.command.apikey;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// SHA-256 over texts, each with its length before it, so that no two lists of texts are alike.
final class Fingerprint {
  private static final int ABSENT = -1;

  private final MessageDigest digest = sha256();

  Fingerprint add(@Nullable String text) {
    byte[] bytes = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
    addNumber(text == null ? ABSENT : bytes.length);
    digest.update(bytes);
    return this;
  }

  Fingerprint addNumber(int number) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, number));
    return this;
  }

  /// The hash of what was added. Nothing can be added afterwards.
  byte[] bytes() {
    return digest.digest();
  }

  /// The same in lower-case hexadecimal.
  String hex() {
    return HexFormat.of().formatHex(bytes());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform provides SHA-256", e);
    }
  }
}
