package dev.keyledger.ledger;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

/// A small file that is its owner's alone, and is always whole.
final class OwnerOnlyFile {
  private OwnerOnlyFile() {}

  /// Replaces the file's text; on disk when this returns.
  static void write(Path file, String text) throws IOException {
    put(file, text, draft -> Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE));
  }

  /// Makes the file, unless somebody was first; on disk when this returns.
  static void create(Path file, String text) throws IOException {
    put(
        file,
        text,
        draft -> {
          try {
            Files.createLink(file, draft);
          } catch (FileAlreadyExistsException _) {
            // Nodes that share a directory and start at once end with one file.
          }
        });
  }

  private static void put(Path file, String text, Placement placement) throws IOException {
    var directory =
        Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file lies somewhere");
    Files.createDirectories(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    // A temporary file is its owner's alone from the start.
    var draft = Files.createTempFile(directory, file.getFileName() + "-", ".draft");
    try {
      Files.writeString(draft, text, StandardOpenOption.SYNC);
      placement.place(draft);
    } finally {
      Files.deleteIfExists(draft);
    }
    try (var entries = FileChannel.open(directory)) {
      entries.force(true);
    }
  }

  /// How a whole draft becomes the file.
  private interface Placement {
    void place(Path draft) throws IOException;
  }
}
