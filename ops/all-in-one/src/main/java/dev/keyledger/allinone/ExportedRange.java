package dev.keyledger.allinone;

import dev.keyledger.ledger.proof.Checkpoint;
import dev.keyledger.ledger.proof.Hash;
import dev.keyledger.ledger.proof.RangeProof;
import dev.keyledger.ledger.proof.SignedNote;
import dev.keyledger.ledger.proof.Tile;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A range of the audit log on its way into a file.
final class ExportedRange {
  private static final int POLL_MILLIS = 500;

  /// There are digests in it.
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final AuditService service;
  private final Path file;
  private final ProgressLine progress;

  ExportedRange(AuditService service, Path file, ProgressLine progress) {
    this.service = service;
    this.file = file;
    this.progress = progress;
  }

  /// Fetches the events and their proof.
  ///
  /// @param to the last position; null for the last one that is signed
  /// @return how many events there are
  /// @throws IOException when that is not possible
  long fetch(long from, @Nullable Long to) throws IOException, InterruptedException {
    var checkpoint = to == null ? service.checkpoint() : checkpointOf(to);
    long end = to == null ? size(checkpoint) : to;
    if (end < from) {
      throw new IOException("%d is signed, and nothing from %d on".formatted(end, from));
    }
    fetchLines(from, end);
    var proof = RangeProof.of(from, end, checkpoint, tile -> hashes(tile, size(checkpoint)));
    Files.writeString(file.resolveSibling(file.getFileName() + ".proof"), proof.encode());
    return end - from + 1;
  }

  private SignedNote checkpointOf(long to) throws IOException, InterruptedException {
    var checkpoint = service.checkpoint();
    while (size(checkpoint) < to) {
      progress.waitFor("a checkpoint that covers position " + to);
      Thread.sleep(POLL_MILLIS);
      checkpoint = service.checkpoint();
    }
    return checkpoint;
  }

  private void fetchLines(long from, long end) throws IOException, InterruptedException {
    Files.createFile(file, OWNER_ONLY);
    try (var lines = lines(from - 1);
        var writer = Files.newBufferedWriter(file)) {
      copy(lines, writer, end - from + 1);
    }
  }

  private BufferedReader lines(long after) throws IOException, InterruptedException {
    return new BufferedReader(new InputStreamReader(service.stream(after), StandardCharsets.UTF_8));
  }

  private void copy(BufferedReader lines, BufferedWriter writer, long events) throws IOException {
    for (long done = 0; done < events; ) {
      String line = lines.readLine();
      if (line == null) {
        throw new IOException("the stream ended after %d of %d events".formatted(done, events));
      }
      if (!line.isEmpty()) {
        writer.write(line);
        writer.write('\n');
        progress.show(++done, events);
      }
    }
  }

  private List<Hash> hashes(Tile tile, long size) {
    try {
      return service.tile(tile, size);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("interrupted", e));
    }
  }

  private static long size(SignedNote checkpoint) {
    return Checkpoint.parse(checkpoint.text()).size();
  }
}
