package dev.keyledger.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;

/// How long the disk takes to keep a page of the write-ahead log: what `pg_test_fsync` measures as
/// one 8 kB write with `fdatasync`.
final class FsyncTime {
  private static final int PAGE = 8192;
  private static final int TIMES = 2000;

  private FsyncTime() {}

  static String measure(Path directory) throws IOException {
    var nanos = new long[TIMES];
    try (var file =
        FileChannel.open(
            directory.resolve("fsync"),
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE)) {
      write(file);
      for (int i = 0; i < TIMES; i++) {
        long start = System.nanoTime();
        write(file);
        nanos[i] = System.nanoTime() - start;
      }
    }
    Arrays.sort(nanos);
    return String.format(
        Locale.ROOT,
        "8 kB written and synced in %.0f µs (median), %.0f µs (p99)",
        nanos[TIMES / 2] / 1e3,
        nanos[TIMES * 99 / 100] / 1e3);
  }

  private static void write(FileChannel file) throws IOException {
    file.write(ByteBuffer.allocate(PAGE), 0);
    file.force(false);
  }
}
