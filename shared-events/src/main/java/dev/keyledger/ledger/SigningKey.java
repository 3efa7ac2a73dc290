package dev.keyledger.ledger;

import dev.keyledger.ledger.proof.NoteSigner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The private key in a file: made there when it is missing.
final class SigningKey {
  private SigningKey() {}

  /// @param name whose key it is, the origin of its checkpoints
  /// @throws SigningFailure when the file holds no key, or cannot be made; the message repeats
  ///   nothing of the key
  static NoteSigner in(Path file, String name) {
    try {
      if (Files.notExists(file)) {
        OwnerOnlyFile.create(file, NoteSigner.generate(name).pem());
      }
      return NoteSigner.parse(name, Files.readString(file));
    } catch (IOException e) {
      throw new SigningFailure(
          "The key that signs checkpoints cannot be kept in %s (%s)."
              .formatted(file, e.getClass().getSimpleName()),
          e);
    } catch (IllegalArgumentException e) {
      throw new SigningFailure("In %s: %s.".formatted(file, e.getMessage()), null);
    }
  }
}
