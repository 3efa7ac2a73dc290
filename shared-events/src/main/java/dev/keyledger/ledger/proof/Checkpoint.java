package dev.keyledger.ledger.proof;

import java.math.BigInteger;
import java.util.List;
import java.util.regex.Pattern;

/// How a log stands, in the form that is signed: a [C2SP
/// tlog-checkpoint](https://c2sp.org/tlog-checkpoint).
///
/// @param origin names the log: at least one character, no `+` and no control character. The
///   specification only advises against a `+`
/// @param size the number of leaves
/// @param root the root of the tree of these leaves
public record Checkpoint(String origin, long size, Hash root) {
  private static final Pattern ORIGIN = Pattern.compile("[^\\p{Cs}\\p{Cc}+]+");
  private static final Pattern SIZE = Pattern.compile("0|[1-9][0-9]{0,18}");

  /// @throws IllegalArgumentException when `origin` has another shape or `size` is negative
  public Checkpoint {
    if (!ORIGIN.matcher(origin).matches()) {
      throw new IllegalArgumentException(
          "a checkpoint's origin is at least one character, no + or control character");
    }
    if (size < 0) {
      throw new IllegalArgumentException("a checkpoint's size is 0 or more, not " + size);
    }
  }

  /// The checkpoint that `text` states. Lines after the third are extensions, which are ignored.
  ///
  /// @param text the text of a signed note; verify the note first
  /// @throws IllegalArgumentException when it states none
  public static Checkpoint parse(String text) {
    var lines = List.of(NoteSyntax.text(text).split("\n", -1));
    // Only what follows the last newline is empty.
    if (lines.size() < 4 || lines.indexOf("") < lines.size() - 1) {
      throw new IllegalArgumentException(
          "a checkpoint has at least three lines, origin, size and root, and no empty one");
    }
    return new Checkpoint(lines.get(0), size(lines.get(1)), root(lines.get(2)));
  }

  private static long size(String line) {
    if (!SIZE.matcher(line).matches() || new BigInteger(line).bitLength() > 63) {
      throw new IllegalArgumentException(
          "a checkpoint's second line is a size: decimal, without leading zeros, below 2^63");
    }
    return Long.parseLong(line);
  }

  private static Hash root(String line) {
    return NoteSyntax.bytes(line)
        .filter(bytes -> bytes.length == Hash.BYTES)
        .map(Hash::of)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "a checkpoint's third line is a root: 32 bytes in base64"));
  }

  /// The text to sign: three lines, the root in base64.
  public String text() {
    return origin + "\n" + size + "\n" + NoteSyntax.base64(root.bytes()) + "\n";
  }
}
