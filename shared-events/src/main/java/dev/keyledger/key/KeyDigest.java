package dev.keyledger.key;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// What is stored of a key: a one-way digest, with the name of its algorithm.
///
/// A key carries 155 random bits, so a plain fast hash is enough: there is nothing to guess.
///
/// @param algorithm the JCA standard name, `SHA-256`
/// @param hex the digest over the key's 41 ASCII bytes, in lower-case hexadecimal
public record KeyDigest(String algorithm, String hex) {
  /// The one algorithm in use (FIPS 180-4).
  public static final String SHA_256 = "SHA-256";

  private static final Pattern SHAPE = Pattern.compile("(?:[0-9a-f]{2})+");

  /// @throws IllegalArgumentException when `hex` is not lower-case hexadecimal
  public KeyDigest {
    if (!SHAPE.matcher(hex).matches()) {
      throw new IllegalArgumentException("a digest is lower-case hexadecimal");
    }
  }

  static KeyDigest of(String key) {
    return new KeyDigest(
        SHA_256,
        HexFormat.of().formatHex(sha256().digest(key.getBytes(StandardCharsets.US_ASCII))));
  }

  /// The digest as bytes, a new array each time.
  public byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance(SHA_256);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform provides SHA-256", e);
    }
  }
}
