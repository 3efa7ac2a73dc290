package dev.keyledger.ledger.proof;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/// A SHA-256 value in the tree: 32 bytes (RFC 6962, section 2.1).
public final class Hash {
  /// Bytes in a hash.
  public static final int BYTES = 32;

  /// Never used itself: to copy it takes a fraction of what it takes to look the algorithm up.
  private static final MessageDigest SHA_256 = sha256();

  /// The root of the tree without leaves: SHA-256 of nothing.
  public static final Hash EMPTY = new Hash(begin().digest());

  // Different first bytes, so that no node can be passed off as a leaf.
  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  private final byte[] bytes;

  private Hash(byte[] bytes) {
    this.bytes = bytes;
  }

  /// The hash that `bytes` are; they are copied.
  ///
  /// @throws IllegalArgumentException unless there are 32
  public static Hash of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a hash is 32 bytes, not " + bytes.length);
    }
    return new Hash(bytes.clone());
  }

  /// The hash of a leaf: SHA-256 over a zero byte and `data`.
  public static Hash leaf(byte[] data) {
    var sha256 = begin();
    sha256.update(LEAF);
    return new Hash(sha256.digest(data));
  }

  /// The hash of an inner node: SHA-256 over a one byte, `left` and `right`.
  public static Hash node(Hash left, Hash right) {
    var sha256 = begin();
    sha256.update(NODE);
    sha256.update(left.bytes);
    return new Hash(sha256.digest(right.bytes));
  }

  /// The 32 bytes, a new array each time.
  public byte[] bytes() {
    return bytes.clone();
  }

  private static MessageDigest begin() {
    try {
      return (MessageDigest) SHA_256.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the platform's SHA-256 can be copied", e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform provides SHA-256", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hash that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /// 64 lower-case hexadecimal digits.
  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
