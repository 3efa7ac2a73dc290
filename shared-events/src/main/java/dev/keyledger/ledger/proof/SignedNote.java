package dev.keyledger.ledger.proof;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A text and who signed it: a [C2SP signed note](https://c2sp.org/signed-note).
///
/// Ignore the text until a [VerifierKey] that you trust verifies the note.
///
/// @param text what is signed; it ends in a newline and has no other control character
/// @param signatures 1 to 100 signatures
public record SignedNote(String text, List<NoteSignature> signatures) {
  /// The specification asks for a limit of at least 16.
  private static final int MOST_SIGNATURES = 100;

  /// @throws IllegalArgumentException when `text` or the number of signatures is not as above
  public SignedNote {
    NoteSyntax.text(text);
    signatures = List.copyOf(signatures);
    if (signatures.isEmpty() || signatures.size() > MOST_SIGNATURES) {
      throw new IllegalArgumentException("a signed note has 1 to 100 signatures");
    }
  }

  /// The note that [#encode] wrote.
  ///
  /// @throws IllegalArgumentException when `note` is not one
  public static SignedNote parse(String note) {
    // A text may have empty lines; the last one of all ends it.
    int end = note.lastIndexOf("\n\n") + 1;
    if (end == 0 || end == note.length() - 1 || !note.endsWith("\n")) {
      throw new IllegalArgumentException(
          "a signed note is a text, an empty line and signature lines, each ending in a newline");
    }
    var lines = note.substring(end + 1, note.length() - 1).split("\n", -1);
    var signatures = Stream.of(lines).limit(MOST_SIGNATURES + 1).map(NoteSignature::parse).toList();
    return new SignedNote(note.substring(0, end), signatures);
  }

  /// The note as one string: the text, an empty line, a line for each signature.
  public String encode() {
    return signatures.stream()
        .map(signature -> signature.line() + "\n")
        .collect(Collectors.joining("", text + "\n", ""));
  }
}
