package dev.keyledger.ledger.proof;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// One signature of a [signed note](https://c2sp.org/signed-note).
///
/// @param name names the key: at least one character, no Unicode space and no `+`
/// @param keyId tells keys of one name apart; it proves nothing
/// @param signature the signature alone, without the key id, in base64
record NoteSignature(String name, int keyId, String signature) {
  private static final String DASH = "—";

  /// @throws IllegalArgumentException when `name` or `signature` has another shape
  public NoteSignature {
    NoteSyntax.name(name);
    if (NoteSyntax.bytes(signature).filter(bytes -> bytes.length > 0).isEmpty()) {
      throw new IllegalArgumentException("a signature is at least one byte, in base64");
    }
  }

  /// The signature that a line, without its newline, spells.
  static NoteSignature parse(String line) {
    var words = line.split(" ", -1);
    if (words.length != 3 || !words[0].equals(DASH)) {
      throw new IllegalArgumentException(
          "a signature line is an em dash, a key's name and base64, with one space between");
    }
    byte[] blob = blob(words[2]);
    byte[] signature = Arrays.copyOfRange(blob, Integer.BYTES, blob.length);
    return new NoteSignature(
        words[1], ByteBuffer.wrap(blob).getInt(), NoteSyntax.base64(signature));
  }

  private static byte[] blob(String base64) {
    return NoteSyntax.bytes(base64)
        .filter(bytes -> bytes.length > Integer.BYTES)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "a signature line ends in base64 of a 4-byte key id and a signature"));
  }

  /// The signature alone, a new array each time.
  public byte[] bytes() {
    return NoteSyntax.bytes(signature).orElseThrow();
  }

  /// The line that spells this signature, without a newline.
  String line() {
    byte[] signature = bytes();
    var blob = ByteBuffer.allocate(Integer.BYTES + signature.length).putInt(keyId).put(signature);
    return DASH + " " + name + " " + NoteSyntax.base64(blob.array());
  }
}
