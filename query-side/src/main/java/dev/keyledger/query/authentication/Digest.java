package dev.keyledger.query.authentication;

import dev.keyledger.key.KeyDigest;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/// A SHA-256 digest in as little room as it takes. Any two of the same bits are equal, whatever
/// else they are.
class Digest {
  private static final int BYTES = 32;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final long first;
  private final long second;
  private final long third;
  private final long fourth;

  /// @param bytes 32 of them
  /// @throws IllegalArgumentException when there are more or fewer
  Digest(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a SHA-256 digest has 32 bytes, not " + bytes.length);
    }
    first = (long) LONGS.get(bytes, 0);
    second = (long) LONGS.get(bytes, 8);
    third = (long) LONGS.get(bytes, 16);
    fourth = (long) LONGS.get(bytes, 24);
  }

  Digest(Digest same) {
    first = same.first;
    second = same.second;
    third = same.third;
    fourth = same.fourth;
  }

  /// @throws IllegalArgumentException when it is one of another algorithm
  static Digest of(KeyDigest digest) {
    if (!digest.algorithm().equals(KeyDigest.SHA_256)) {
      throw new IllegalArgumentException("the table does not know " + digest.algorithm());
    }
    return new Digest(digest.bytes());
  }

  @Override
  public final boolean equals(@Nullable Object other) {
    return other instanceof Digest digest
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
}
