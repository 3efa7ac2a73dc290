package dev.keyledger.allinone;

import dev.keyledger.ledger.export.AuditLine;
import dev.keyledger.ledger.proof.Checkpoint;
import dev.keyledger.ledger.proof.Hash;
import dev.keyledger.ledger.proof.Leaf;
import dev.keyledger.ledger.proof.NoteSigner;
import dev.keyledger.ledger.proof.RangeProof;
import dev.keyledger.ledger.proof.Tile;
import dev.keyledger.ledger.proof.TreeEdge;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/// A ledger of some events, and what its owner gives to an auditor: exports, checkpoints, the key.
final class ExportedLedger {
  private static final String ORIGIN = "keyledger/7c9e6679-7425-40de-944b-e07fc1f90ae7";

  private final Path directory;
  private final NoteSigner signer = NoteSigner.generate(ORIGIN);
  private final List<Leaf> leaves;

  ExportedLedger(Path directory, int events) throws IOException {
    this.directory = directory;
    this.leaves = LongStream.rangeClosed(1, events).mapToObj(ExportedLedger::leaf).toList();
    write("key", signer.verifierKey() + "\n");
  }

  private static Leaf leaf(long position) {
    String id = "21fd1a8d-88d5-4295-b792-%012d".formatted(position);
    return new Leaf(
        position,
        "e0" + id.substring(2),
        id,
        "ApiKey",
        0,
        "api-key.created",
        "1",
        """
        {"apiKeyId":"%s","kind":"project","name":"鍵 \\"%d\\" \\u0000","prefix":"TtgGcQFq",\
        "digest":{"algorithm":"SHA-256","hex":"%064x"},"requestHash":"%064x"}\
        """
            .formatted(id, position, position, position),
        "{\"actorKind\":\"partner\",\"requestId\":\"r-" + position + "\"}",
        Instant.parse("2026-11-26T01:02:03.000004Z").plusMillis(position));
  }

  /// The lines of an export.
  List<String> lines(int from, int to) {
    return leaves.subList(from - 1, to).stream()
        .map(leaf -> new AuditLine(ORIGIN, leaf, leaf.hash()))
        .map(ExportedLedger::text)
        .toList();
  }

  /// A line that agrees with itself, of an event that is not the one at this position.
  String rewritten(int position) {
    var leaf = leaves.get(position - 1);
    var other =
        new Leaf(
            leaf.position(),
            leaf.eventId(),
            leaf.aggregateId(),
            leaf.aggregateType(),
            leaf.sequenceNumber(),
            "api-key.revoked",
            leaf.payloadRevision(),
            leaf.payload(),
            leaf.metadata(),
            leaf.occurredAt());
    return text(new AuditLine(ORIGIN, other, other.hash()));
  }

  private static String text(AuditLine line) {
    return new String(line.provable(), StandardCharsets.UTF_8);
  }

  /// A file with these lines.
  String export(List<String> lines) throws IOException {
    return write("export", String.join("", lines.stream().map(line -> line + "\n").toList()));
  }

  /// A file with the checkpoint of the first `size` events.
  String checkpoint(int size) throws IOException {
    return write("checkpoint-" + size, note(signer, size));
  }

  /// A checkpoint that says the same, signed by somebody else.
  String forgedCheckpoint(int size) throws IOException {
    return write("forged", note(NoteSigner.generate(ORIGIN), size));
  }

  String key() {
    return directory.resolve("key").toString();
  }

  /// The proof of a range, as it lies beside the export.
  void proof(int from, int to, int size) throws IOException {
    var proof =
        RangeProof.of(from, to, signer.sign(checkpointOf(size)), tile -> hashes(tile, size));
    write("export.proof", proof.encode());
  }

  String write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text).toString();
  }

  private String note(NoteSigner key, int size) {
    return key.sign(checkpointOf(size)).encode();
  }

  private Checkpoint checkpointOf(int size) {
    return new Checkpoint(ORIGIN, size, TreeEdge.EMPTY.plus(hashes(size)).root());
  }

  private List<Hash> hashes(int size) {
    return leaves.subList(0, size).stream().map(Leaf::hash).toList();
  }

  private List<Hash> hashes(Tile tile, int size) {
    var level = new ArrayList<>(hashes(size));
    for (int i = 0; i < tile.level(); i++) {
      var above = new ArrayList<Hash>();
      for (int from = 0; from + Tile.WIDTH <= level.size(); from += Tile.WIDTH) {
        above.add(TreeEdge.EMPTY.plus(level.subList(from, from + Tile.WIDTH)).root());
      }
      level = above;
    }
    int first = Math.toIntExact(tile.index()) * Tile.WIDTH;
    return level.subList(first, Math.min(first + Tile.WIDTH, level.size()));
  }
}
