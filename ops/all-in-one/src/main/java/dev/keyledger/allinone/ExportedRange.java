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
import java.time.Duration;
import java.util.List;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;

/// A range of the audit log on its way into a file.
final class ExportedRange {
  private static final int POLL_MILLIS = 500;

  /// How long nothing goes on before it is given up. A service that is started again is back by
  /// then, and one that signs does so every second.
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final String PART = ".part";

  /// There are digests in it.
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final AuditService service;
  private final Path file;
  private final PrintWriter messages;

  /// The position of the last event that is in the file.
  private long done;

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
    long head = service.head();
    long end = to == null ? head : to;
    if (head < Math.max(from, end)) {
      throw new IOException(
          "the newest event is %d, and asked for are %d to %d".formatted(head, from, end));
    }
    var checkpoint = checkpointOf(end);
    Path part = beside(PART);
    fetchLines(from, end, part);
    var proof = RangeProof.of(from, end, checkpoint, tile -> hashes(tile, size(checkpoint)));
    Files.writeString(beside(".proof"), proof.encode());
    Files.move(part, file);
    return end - from + 1;
  }

  private Path beside(String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }

  private SignedNote checkpointOf(long to) throws IOException, InterruptedException {
    var checkpoint = service.checkpoint();
    if (size(checkpoint) < to) {
      messages.println("waiting for a checkpoint that covers position " + to);
    }
    long begun = System.nanoTime();
    while (size(checkpoint) < to) {
      if (isOver(begun)) {
        throw new IOException(
            "the newest checkpoint covers %d events: the service seems not to sign"
                .formatted(size(checkpoint)));
      }
      Thread.sleep(POLL_MILLIS);
      checkpoint = service.checkpoint();
    }
    return checkpoint;
  }

  private static boolean isOver(long begun) {
    return System.nanoTime() - begun > PATIENCE.toNanos();
  }

  private void fetchLines(long from, long end, Path part) throws IOException, InterruptedException {
    Files.deleteIfExists(part); // of an export that was broken off
    Files.createFile(part, OWNER_ONLY);
    done = from - 1;
    try (var writer = Files.newBufferedWriter(part);
        var progress = EventProgress.of(end - from + 1, messages)) {
      long begun = System.nanoTime();
      while (done < end) {
        long before = done;
        copy(end, writer, progress, isOver(begun));
        if (done > before) {
          begun = System.nanoTime();
        } else {
          Thread.sleep(POLL_MILLIS);
        }
      }
    }
  }

  /// Copies what a stream has. It may end or break off at any time, and the next one goes on.
  ///
  /// @param last whether there is no next one
  private void copy(long end, BufferedWriter writer, ProgressBar progress, boolean last)
      throws IOException, InterruptedException {
    long before = done;
    try (var lines = lines(before)) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isEmpty()) {
          write(line, writer);
          progress.step();
          if (++done == end) {
            return;
          }
        }
      }
      if (last && done == before) {
        throw new IOException("the stream ends before position " + (done + 1));
      }
    } catch (IOException e) {
      if ((last && done == before) || e instanceof PartnerClient.Refused) {
        throw e;
      }
    }
  }

  private static void write(String line, BufferedWriter writer) {
    try {
      writer.write(line);
      writer.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a full disk is not mended by another stream
    }
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
