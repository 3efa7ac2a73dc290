package dev.keyledger.ledger;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/// A small file that is its owner's alone, and is always whole.
final class OwnerOnlyFile {
  private OwnerOnlyFile() {}

  /// Replaces the file's text; on disk when this returns.
  static void write(Path file, String text) throws IOException {
    var directory =
        Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file lies somewhere");
    Files.createDirectories(directory);
    // A temporary file is its owner's alone from the start.
    var draft = Files.createTempFile(directory, file.getFileName() + "-", ".draft");
    try {
      Files.writeString(draft, text, StandardOpenOption.SYNC);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
    try (var entries = FileChannel.open(directory)) {
      entries.force(true);
    }
  }
}
