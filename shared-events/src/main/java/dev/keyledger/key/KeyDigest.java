package dev.keyledger.key;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// What is stored of a key: a one-way digest, with the name of its algorithm.
///
/// A key carries 155 random bits, so a plain fast hash is enough: there is nothing to guess.
///
/// @param algorithm the JCA standard name, `SHA-256`
/// @param hex the digest over the key's 41 ASCII bytes, in lower-case hexadecimal
public record KeyDigest(String algorithm, String hex) {
  /// The one algorithm in use (FIPS 180-4).
  public static final String SHA_256 = "SHA-256";

  /// @throws IllegalArgumentException when `hex` is not lower-case hexadecimal
  public KeyDigest {
    if (!isHex(hex)) {
      throw new IllegalArgumentException("a digest is lower-case hexadecimal");
    }
  }

  private static boolean isHex(String text) {
    // As bytes: a loop over a text asks at each character in which of two ways the text is kept.
    for (byte digit : text.getBytes(StandardCharsets.ISO_8859_1)) {
      if (!HexFormat.isHexDigit(digit) || (digit >= 'A' && digit <= 'F')) {
        return false;
      }
    }
    return !text.isEmpty() && text.length() % 2 == 0;
  }

  /// The digest as bytes, a new array each time.
  public byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }

  /// The same digest in as little room as it takes.
  ///
  /// @throws IllegalArgumentException when it is one of another algorithm
  public Sha256 sha256() {
    if (!algorithm.equals(SHA_256)) {
      throw new IllegalArgumentException(algorithm + " is not SHA-256");
    }
    return new Sha256(bytes());
  }
}
