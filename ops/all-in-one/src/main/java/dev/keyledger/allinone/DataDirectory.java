package dev.keyledger.allinone;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/// The directory that keeps everything, held by one process at a time.
///
/// ```
/// lock                  held for as long as this is open
/// postgresql/           only its owner may look inside
///   binaries/           PostgreSQL itself, unpacked
///   data/               the cluster; there only once it is complete
///   initdb-<number>/    a cluster in the making
///   log, log.old        what PostgreSQL said since this start, and before
///   password            the superuser's
/// ```
final class DataDirectory implements AutoCloseable {
  private static final String UNFINISHED = "initdb-";

  private final Path postgresql;
  private final DirectoryLock lock;

  private DataDirectory(Path root, DirectoryLock lock) {
    this.postgresql = root.resolve("postgresql");
    this.lock = lock;
  }

  /// Creates the directory where it is missing, and takes it.
  ///
  /// @throws IOException when it cannot be written
  /// @throws EmbeddedDatabaseFailure when another process has it
  static DataDirectory open(Path path) throws IOException {
    // One that was there before may serve others too; its permissions are its owner's business.
    var root = (Files.exists(path) ? path : ownerOnly(path)).toRealPath();
    var lock = DirectoryLock.take(root).orElseThrow(() -> inUse(root));
    return new DataDirectory(root, lock);
  }

  private static EmbeddedDatabaseFailure inUse(Path root) {
    return new EmbeddedDatabaseFailure(
        "Another process is using the data directory %s.".formatted(root),
        "Stop that process, or set KEYLEDGER_DATA_DIR to another directory.");
  }

  /// The binaries have a directory of their own because the library that unpacks them clears out
  /// there what it takes for old clusters, and makes it writable for all.
  Path binaries() {
    return postgresql.resolve("binaries");
  }

  Path cluster() {
    return postgresql.resolve("data");
  }

  Path password() {
    return postgresql.resolve("password");
  }

  Path log() {
    return postgresql.resolve("log");
  }

  /// Makes what is missing, closes it to others, and begins a new log.
  ///
  /// @throws EmbeddedDatabaseFailure when it belongs to another user
  void prepare() throws IOException {
    ownerOnly(postgresql);
    ownerOnly(binaries());
    if (Files.exists(log())) {
      Files.move(log(), postgresql.resolve("log.old"), StandardCopyOption.REPLACE_EXISTING);
    }
    Files.createFile(log());
    requireOwner();
  }

  /// Root may write everywhere, but PostgreSQL does not run as root, and not on what others own.
  private void requireOwner() throws IOException {
    var owner = Files.getOwner(postgresql);
    if (!owner.equals(Files.getOwner(log()))) {
      throw new EmbeddedDatabaseFailure(
          "The directory %s belongs to the user %s.".formatted(postgresql, owner.getName()),
          "Start as that user, or set KEYLEDGER_DATA_DIR to another directory.");
    }
  }

  /// The clusters whose making was cut short.
  List<Path> unfinishedClusters() throws IOException {
    try (var children = Files.list(postgresql)) {
      return children.filter(c -> c.getFileName().toString().startsWith(UNFINISHED)).toList();
    }
  }

  /// A new empty directory to make a cluster in.
  ///
  /// Never an old one: the `initdb` of a killed process may still be writing there.
  Path newUnfinishedCluster() throws IOException {
    return Files.createTempDirectory(postgresql, UNFINISHED);
  }

  /// Gives a cluster the name that says it is complete, on disk when this returns.
  void finish(Path unfinished) throws IOException {
    Files.move(unfinished, cluster(), StandardCopyOption.ATOMIC_MOVE);
    try (var names = FileChannel.open(postgresql, StandardOpenOption.READ)) {
      names.force(true);
    }
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }

  /// The directory, made if missing, for its owner alone where the file system knows owners.
  static Path ownerOnly(Path directory) throws IOException {
    Files.createDirectories(directory);
    var posix = Files.getFileAttributeView(directory, PosixFileAttributeView.class);
    if (posix != null) {
      posix.setPermissions(PosixFilePermissions.fromString("rwx------"));
    }
    return directory;
  }
}
