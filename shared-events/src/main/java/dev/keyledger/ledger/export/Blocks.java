package dev.keyledger.ledger.export;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// An export in pieces of whole lines.
final class Blocks {
  private static final int USUAL = 256 * 1024;
  private static final int LARGEST = 64 * USUAL;

  private final InputStream export;
  private byte[] rest = {};

  Blocks(InputStream export) {
    this.export = export;
  }

  /// The next whole lines; the last of an export need not end in a line feed.
  ///
  /// @return null when there are no more
  /// @throws NotProven when a line has more than 16 MiB
  byte @Nullable [] next() throws IOException, NotProven {
    byte[] block = rest;
    for (int size = USUAL; size <= LARGEST; size *= 2) {
      int known = block.length;
      block = Arrays.copyOf(block, Math.max(size, known));
      int length = known + export.readNBytes(block, known, block.length - known);
      if (length < block.length) {
        rest = new byte[] {};
        return length == 0 ? null : Arrays.copyOf(block, length);
      }
      int end = afterLastLine(block);
      if (end > 0) {
        rest = Arrays.copyOfRange(block, end, length);
        return Arrays.copyOf(block, end);
      }
    }
    throw new NotProven("a line of the export has more than %d bytes".formatted(LARGEST));
  }

  private static int afterLastLine(byte[] block) {
    int end = block.length;
    while (end > 0 && block[end - 1] != '\n') {
      end--;
    }
    return end;
  }
}
