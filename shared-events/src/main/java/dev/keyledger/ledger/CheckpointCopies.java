package dev.keyledger.ledger;

import dev.keyledger.ledger.proof.Checkpoint;
import dev.keyledger.ledger.proof.SignedNote;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A file outside the database that has every checkpoint, one after the other: a database that was
/// set back does not know its newest ones, the file does.
final class CheckpointCopies {
  /// Two empty lines, which are in no note. It comes before each: what a crash cut short spoils
  /// nothing that follows.
  private static final String SEPARATOR = "\n\n\n";

  /// Enough for some dozens of notes.
  private static final int END_OF_FILE = 32 * 1024;

  private final @Nullable Path file;

  /// @param file absent to keep no copies
  CheckpointCopies(@Nullable Path file) {
    this.file = file;
  }

  /// The last checkpoint in the file.
  Optional<Checkpoint> newest() throws IOException {
    return file == null || Files.notExists(file)
        ? Optional.empty()
        : Arrays.stream(end(file).split(SEPARATOR))
            .map(CheckpointCopies::parse)
            .flatMap(Optional::stream)
            .reduce((_, last) -> last);
  }

  private static String end(Path file) throws IOException {
    try (var notes = new RandomAccessFile(file.toFile(), "r")) {
      long from = Math.max(0, notes.length() - END_OF_FILE);
      var end = new byte[Math.toIntExact(notes.length() - from)];
      notes.seek(from);
      notes.readFully(end);
      return new String(end, StandardCharsets.UTF_8);
    }
  }

  private static Optional<Checkpoint> parse(String note) {
    try {
      return Optional.of(Checkpoint.parse(SignedNote.parse(note + "\n").text()));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  void add(SignedNote note) throws IOException {
    if (file != null) {
      Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
      Files.writeString(
          file,
          SEPARATOR + note.encode().stripTrailing(),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND,
          StandardOpenOption.SYNC);
    }
  }
}
