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

/// Leaves the key in a file that only the owner can read, until the key is first used.
///
/// The file is whole or not there. Nodes that share a directory do not touch each other's: only the
/// one whose key it is puts it there.
final class FileHandOver implements HandOver {
  private static final Logger log = LoggerFactory.getLogger(FileHandOver.class);

  private final Path file;
  private volatile boolean waiting;
  private @Nullable Path draft;

  /// @param file where the key goes; one that an earlier start left there still waits for its use
  FileHandOver(Path file) {
    this.file = file;
    this.waiting = Files.exists(file);
  }

  @Override
  public void prepare() throws IOException {
    Files.createDirectories(
        directory(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    draft =
        Files.createTempFile(
            directory(),
            "partner-key-",
            ".draft",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  @Override
  public void give(PlaintextKey key) throws IOException {
    Path written = Objects.requireNonNull(draft, "prepared");
    Files.writeString(written, key.reveal() + "\n", StandardOpenOption.SYNC);
    Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    try (var entries = FileChannel.open(directory())) {
      entries.force(true);
    }
    waiting = true;
    log.info("The first partner key is in {}; the file goes away at the key's first use", file);
  }

  @Override
  public void abandon() throws IOException {
    Files.deleteIfExists(Objects.requireNonNull(draft, "prepared"));
  }

  @EventListener
  void used(AuthenticationSuccessEvent event) {
    if (waiting && event.getAuthentication().getName().equals(FirstPartnerKey.ID.toString())) {
      try {
        Files.deleteIfExists(file);
        waiting = false;
        log.info("The first partner key is in use; {} is deleted", file);
      } catch (IOException e) {
        log.warn(
            "The first partner key is in use, but {} cannot be deleted: {}", file, e.toString());
      }
    }
  }

  private Path directory() {
    return Objects.requireNonNull(file.getParent(), "the file lies in the data directory");
  }
}
