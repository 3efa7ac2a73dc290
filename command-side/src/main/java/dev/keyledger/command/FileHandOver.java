package dev.keyledger.command;

import dev.keyledger.key.PlaintextKey;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.event.AuthenticationSuccessEvent;

/// Leaves a key in a file that only the owner can read. The partner key's file goes away when the
/// key is first used.
///
/// The file is whole or not there: it is a draft first. Several nodes may share the directory, so
/// the node where the key is first used clears it, whichever node made the key. Drafts of killed
/// nodes go then too, and no earlier: before that, one of them may be about to become the file.
final class FileHandOver implements HandOver {
  private static final Logger log = LoggerFactory.getLogger(FileHandOver.class);
  private static final String USER = BootstrapKey.PARTNER.id().toString();
  private static final String DRAFT_ENDING = ".draft";

  private final BootstrapKey kept;
  private final Path file;
  private @Nullable Path draft;

  /// Nobody can use the key before it was given, so after its first use nothing more will come.
  private volatile boolean cleared;

  /// @param kept which key it is
  /// @param file where it goes
  FileHandOver(BootstrapKey kept, Path file) {
    this.kept = kept;
    this.file = file;
  }

  @Override
  public void prepare() {
    try {
      Files.createDirectories(
          directory(),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      draft =
          Files.createTempFile(
              directory(),
              draftName(),
              DRAFT_ENDING,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (IOException e) {
      throw new StartFailure(
          "The %s cannot be written to %s (%s: %s)."
              .formatted(kept, directory(), e.getClass().getSimpleName(), e.getMessage()),
          "Let this user write there, or set KEYLEDGER_DATA_DIR to another directory.",
          e);
    }
  }

  @Override
  public void give(PlaintextKey key) {
    try {
      write(key, Objects.requireNonNull(draft, "prepared"));
    } catch (IOException e) {
      throw new StartFailure(
          "The %s is made, but it cannot be written to %s (%s: %s) and is lost."
              .formatted(kept, file, e.getClass().getSimpleName(), e.getMessage()),
          "Make room for it there, and start again with an empty database.",
          e);
    }
    log.info("The {} is in {}; {}", kept, file, kept.note());
  }

  private void write(PlaintextKey key, Path written) throws IOException {
    try {
      Files.writeString(written, key.reveal() + "\n", StandardOpenOption.SYNC);
      Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(written);
    }
    try (var entries = FileChannel.open(directory())) {
      entries.force(true);
    }
  }

  @Override
  public void abandon() throws IOException {
    Files.deleteIfExists(Objects.requireNonNull(draft, "prepared"));
  }

  /// Looks at the directory once: later uses cost nothing.
  @EventListener
  void used(AuthenticationSuccessEvent event) {
    if (!cleared && event.getAuthentication().getName().equals(USER)) {
      try {
        clear();
        cleared = true;
      } catch (IOException e) {
        log.warn("The {} is in use, but {} cannot be deleted: {}", kept, file, e.toString());
      }
    }
  }

  /// With a database elsewhere and a key that was brought along there is no directory.
  private void clear() throws IOException {
    if (Files.exists(file) && Files.deleteIfExists(file)) {
      log.info("The {} is in use; {} is deleted", kept, file);
    }
    if (Files.isDirectory(directory())) {
      try (var drafts = Files.newDirectoryStream(directory(), draftName() + "*" + DRAFT_ENDING)) {
        for (Path left : drafts) {
          Files.deleteIfExists(left);
        }
      }
    }
  }

  private String draftName() {
    return file.getFileName() + "-";
  }

  private Path directory() {
    return Objects.requireNonNull(file.getParent(), "the file lies in the data directory");
  }
}
