package dev.keyledger.key;

import java.nio.charset.StandardCharsets;

/// The public part of a key: the 8 base62 characters before the dot.
///
/// It identifies a key to people and in logs. It is not secret and proves nothing.
///
/// @param value 8 base62 digits
public record KeyPrefix(String value) {
  /// Characters in a prefix.
  public static final int LENGTH = 8;

  /// @throws IllegalArgumentException when `value` is not 8 base62 digits
  public KeyPrefix {
    if (value.length() != LENGTH
        || !Base62.areDigits(value.getBytes(StandardCharsets.ISO_8859_1), 0, LENGTH)) {
      throw new IllegalArgumentException("a key's prefix is 8 base62 digits");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
