package dev.keyledger.ledger.export;

import dev.keyledger.ledger.proof.Checkpoint;
import dev.keyledger.ledger.proof.SignedNote;
import dev.keyledger.ledger.proof.VerifierKey;
import java.util.List;

/// A checkpoint that one of the given keys has signed.
///
/// @param name what it is called in messages, such as its file's name
/// @param checkpoint what was signed
public record SignedRoot(String name, Checkpoint checkpoint) {

  /// The checkpoint in a signed note.
  ///
  /// @throws NotProven when none of the keys has signed it, or it is no checkpoint
  public static SignedRoot of(String name, String note, List<VerifierKey> keys) throws NotProven {
    try {
      var signed = SignedNote.parse(note);
      if (keys.stream().noneMatch(key -> key.verifies(signed))) {
        throw new NotProven(name + " is not signed with the given key");
      }
      return new SignedRoot(name, Checkpoint.parse(signed.text()));
    } catch (IllegalArgumentException e) {
      throw new NotProven(name + " is no checkpoint: " + e.getMessage());
    }
  }

  long size() {
    return checkpoint.size();
  }
}
