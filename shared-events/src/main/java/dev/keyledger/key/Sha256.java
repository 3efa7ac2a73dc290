package dev.keyledger.key;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// A SHA-256 digest (FIPS 180-4) in as little room as it takes. Any two of the same bits are equal,
/// whatever else they are.
public class Sha256 {
  private static final int BYTES = 32;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final long first;
  private final long second;
  private final long third;
  private final long fourth;

  /// @param bytes 32 of them
  /// @throws IllegalArgumentException when there are more or fewer
  public Sha256(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a SHA-256 digest has 32 bytes, not " + bytes.length);
    }
    first = (long) LONGS.get(bytes, 0);
    second = (long) LONGS.get(bytes, 8);
    third = (long) LONGS.get(bytes, 16);
    fourth = (long) LONGS.get(bytes, 24);
  }

  protected Sha256(Sha256 same) {
    first = same.first;
    second = same.second;
    third = same.third;
    fourth = same.fourth;
  }

  /// The digest of some bytes.
  static Sha256 of(byte[] bytes) {
    return Digester.OF_THREAD.get().digest(bytes);
  }

  /// The digest as bytes, a new array each time.
  public final byte[] bytes() {
    return ByteBuffer.allocate(BYTES)
        .putLong(first)
        .putLong(second)
        .putLong(third)
        .putLong(fourth)
        .array();
  }

  /// The digest in lower-case hexadecimal.
  final String hex() {
    return HexFormat.of().formatHex(bytes());
  }

  @Override
  public final boolean equals(@Nullable Object other) {
    return other instanceof Sha256 digest
        && first == digest.first
        && second == digest.second
        && third == digest.third
        && fourth == digest.fourth;
  }

  /// All bits of a digest are equally good.
  @Override
  public final int hashCode() {
    return (int) first;
  }

  /// What digests for one thread, again and again: looking the algorithm up and making room takes
  /// as long as digesting a key.
  private static final class Digester {
    static final ThreadLocal<Digester> OF_THREAD = ThreadLocal.withInitial(Digester::new);

    private final MessageDigest algorithm = sha256();
    private final byte[] result = new byte[BYTES];

    Sha256 digest(byte[] bytes) {
      algorithm.update(bytes);
      try {
        algorithm.digest(result, 0, BYTES);
      } catch (DigestException e) {
        throw new IllegalStateException("SHA-256 takes 32 bytes", e);
      }
      return new Sha256(result);
    }

    private static MessageDigest sha256() {
      try {
        return MessageDigest.getInstance(KeyDigest.SHA_256);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java platform provides SHA-256", e);
      }
    }
  }
}
