package dev.keyledger.allinone;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The right to use a directory, held by one process at a time and given up when that process ends.
final class DirectoryLock implements AutoCloseable {
  /// The directories that this JVM holds.
  ///
  /// POSIX drops all of a process's locks on a file as soon as the process closes any channel to
  /// it, so opening the file just to find it locked by ourselves would unlock it for others.
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path directory;
  private final FileChannel channel;

  private DirectoryLock(Path directory, FileChannel channel) {
    this.directory = directory;
    this.channel = channel;
  }

  /// The lock, or nothing when somebody has it: another process, or another part of this one.
  ///
  /// @param directory a real path, so that it has one spelling
  static Optional<DirectoryLock> take(Path directory) throws IOException {
    if (!HELD.add(directory)) {
      return Optional.empty();
    }
    FileChannel channel = null;
    boolean taken = false;
    try {
      channel = open(directory.resolve("lock"));
      taken = channel.tryLock() != null;
      return taken ? Optional.of(new DirectoryLock(directory, channel)) : Optional.empty();
    } finally {
      if (!taken) {
        release(directory, channel);
      }
    }
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  @Override
  public void close() throws IOException {
    if (channel.isOpen()) {
      release(directory, channel);
    }
  }

  private static void release(Path directory, @Nullable FileChannel channel) throws IOException {
    try {
      if (channel != null) {
        channel.close();
      }
    } finally {
      HELD.remove(directory);
    }
  }
}
