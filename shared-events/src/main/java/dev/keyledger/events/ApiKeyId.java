package dev.keyledger.events;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// Identifies a key for ever, through rotations and after its end: a UUID (RFC 9562).
///
/// @param value any UUID
public record ApiKeyId(UUID value) {

  /// A new id: a version 7 UUID, of 48 bits of `now` and 74 of `source`. Those that are made after
  /// each other lie beside each other in an index. Nobody reads the time in them.
  public static ApiKeyId random(Instant now, RandomGenerator source) {
    // At once: a strong source serves one caller at a time, and a long takes two turns.
    var bits = ByteBuffer.allocate(Short.BYTES + Long.BYTES);
    source.nextBytes(bits.array());
    long high = (now.toEpochMilli() << 16) | 0x7000L | (bits.getShort() & 0x0fffL);
    long low = (bits.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new ApiKeyId(new UUID(high, low));
  }

  /// An id that somebody derived: a version 8 UUID with these bits, but for those that say so.
  public static ApiKeyId custom(long high, long low) {
    return new ApiKeyId(
        new UUID(
            (high & 0xffff_ffff_ffff_0fffL) | 0x8000L,
            (low & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L));
  }

  /// The id that `text` spells in its canonical form: 36 characters, lower case.
  ///
  /// @throws IllegalArgumentException when it spells none
  public static ApiKeyId of(String text) {
    var id = new ApiKeyId(UUID.fromString(text));
    if (!id.toString().equals(text)) {
      throw new IllegalArgumentException("an id is a UUID in its canonical form");
    }
    return id;
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
