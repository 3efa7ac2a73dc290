package dev.keyledger.key;

import java.util.random.RandomGenerator;

/// The 62 digits `0–9A–Za–z`, in this order: what a key is written with.
final class Base62 {
  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  /// The largest multiple of 62 that a byte can reach: bytes from here on would favour low digits.
  private static final int UNBIASED = 248;

  /// Whether a byte is one of them. It is looked up: by comparing, a processor would have to guess
  /// of each digit of a random key which kind it is of.
  private static final boolean[] ARE_DIGITS = new boolean[1 << Byte.SIZE];

  static {
    DIGITS.chars().forEach(digit -> ARE_DIGITS[digit] = true);
  }

  private Base62() {}

  static boolean areDigits(byte[] text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!ARE_DIGITS[Byte.toUnsignedInt(text[i])]) {
        return false;
      }
    }
    return true;
  }

  /// `length` digits, each of the 62 equally likely.
  static String random(RandomGenerator source, int length) {
    var digits = new StringBuilder(length);
    var pool = new byte[length + length / 4];
    while (digits.length() < length) {
      source.nextBytes(pool);
      for (int i = 0; i < pool.length && digits.length() < length; i++) {
        int value = Byte.toUnsignedInt(pool[i]);
        if (value < UNBIASED) {
          digits.append(DIGITS.charAt(value % 62));
        }
      }
    }
    return digits.toString();
  }

  /// `value`, most significant digit first, padded with `0` on the left to `length` digits.
  static String encode(long value, int length) {
    var digits = new char[length];
    long rest = value;
    for (int i = length - 1; i >= 0; i--) {
      digits[i] = DIGITS.charAt((int) (rest % 62));
      rest /= 62;
    }
    return new String(digits);
  }
}
