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
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;

/// A range of the audit log on its way into a file.
final class ExportedRange {
  private static final int POLL_MILLIS = 500;

  /// There are digests in it.
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final AuditService service;
  private final Path file;
  private final PrintWriter messages;

  ExportedRange(AuditService service, Path file, PrintWriter messages) {
    this.service = service;
    this.file = file;
    this.messages = messages;
  }

  /// Fetches the events and their proof.
  ///
  /// @param to the last position; null for the newest event
  /// @return how many events there are
  /// @throws IOException when that is not possible
  long fetch(long from, @Nullable Long to) throws IOException, InterruptedException {
    long end = to == null ? service.head() : to;
    if (end < from) {
      throw new IOException("the newest event is %d, and --from is %d".formatted(end, from));
    }
    var checkpoint = checkpointOf(end);
    fetchLines(from, end);
    var proof = RangeProof.of(from, end, checkpoint, tile -> hashes(tile, size(checkpoint)));
    Files.writeString(file.resolveSibling(file.getFileName() + ".proof"), proof.encode());
    return end - from + 1;
  }

  private SignedNote checkpointOf(long to) throws IOException, InterruptedException {
    var checkpoint = service.checkpoint();
    if (size(checkpoint) < to) {
      messages.println("waiting for a checkpoint that covers position " + to);
    }
    while (size(checkpoint) < to) {
      Thread.sleep(POLL_MILLIS);
      checkpoint = service.checkpoint();
    }
    return checkpoint;
  }

  private void fetchLines(long from, long end) throws IOException, InterruptedException {
    Files.createFile(file, OWNER_ONLY);
    try (var writer = Files.newBufferedWriter(file);
        var progress = EventProgress.of(end - from + 1, messages)) {
      for (long done = from - 1; done < end; ) {
        long before = done;
        done = copy(before, end, writer, progress);
        if (done == before) {
          throw new IOException("the stream ended before position " + (done + 1));
        }
      }
    }
  }

  /// Copies what a stream has. It may end or break off at any time, and the next one goes on.
  ///
  /// @param before the last position that the file has
  /// @return the last position that it has then
  private long copy(long before, long end, BufferedWriter writer, ProgressBar progress)
      throws IOException, InterruptedException {
    long done = before;
    try (var lines = lines(before)) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isEmpty()) {
          writer.write(line);
          writer.write('\n');
          progress.step();
          if (++done == end) {
            return done;
          }
        }
      }
    } catch (IOException e) {
      if (done == before) {
        throw e;
      }
    }
    return done;
  }

  private BufferedReader lines(long after) throws IOException, InterruptedException {
    return new BufferedReader(new InputStreamReader(service.stream(after), StandardCharsets.UTF_8));
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
