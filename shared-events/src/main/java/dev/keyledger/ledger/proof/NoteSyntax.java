package dev.keyledger.ledger.proof;

import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/// What the parts of a [signed note](https://c2sp.org/signed-note) are written with.
final class NoteSyntax {
  // A lone surrogate (Cs) has no UTF-8 form.
  private static final Pattern NAME = Pattern.compile("[^\\p{IsWhite_Space}\\p{Cs}\\x00-\\x1F+]+");
  private static final Pattern TEXT = Pattern.compile("[^\\p{Cs}\\x00-\\x09\\x0B-\\x1F]*\n");

  private NoteSyntax() {}

  static String name(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("a key's name is at least one character, no space or +");
    }
    return name;
  }

  static String text(String text) {
    if (!TEXT.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "a note's text is UTF-8, ends in a newline and has no other control character");
    }
    return text;
  }

  static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /// The bytes that `text` spells in the one canonical way: padded, with zeros for the unused bits.
  static Optional<byte[]> bytes(String text) {
    try {
      return Optional.of(Base64.getDecoder().decode(text))
          .filter(bytes -> base64(bytes).equals(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
