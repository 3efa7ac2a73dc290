package dev.keyledger.ledger;

import dev.keyledger.ledger.proof.NoteSigner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The private key in a file: made there when it is missing.
final class SigningKey {
  private SigningKey() {}

  /// @param name whose key it is, the origin of its checkpoints
  /// @throws IllegalStateException when the file holds no key; the message repeats nothing of it
  static NoteSigner in(Path file, String name) throws IOException {
    if (Files.notExists(file)) {
      OwnerOnlyFile.write(file, NoteSigner.generate(name).pem());
    }
    try {
      return NoteSigner.parse(name, Files.readString(file));
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException("the key in %s: %s".formatted(file, e.getMessage()));
    }
  }
}
