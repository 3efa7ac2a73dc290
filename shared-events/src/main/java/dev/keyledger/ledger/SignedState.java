package dev.keyledger.ledger;

import dev.keyledger.ledger.proof.TreeEdge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

/// What this node has signed last: the size, and the tree's right edge at that size. It is kept
/// outside the database, so that a database that was rewritten does not extend it.
final class SignedState {
  private final Path file;

  SignedState(Path file) {
    this.file = file;
  }

  /// The edge that was signed last; the empty tree's when nothing was.
  TreeEdge read() throws IOException {
    if (Files.notExists(file)) {
      return TreeEdge.EMPTY;
    }
    List<String> lines = Files.readAllLines(file);
    return TreeEdge.of(Long.parseLong(lines.get(0)), HexFormat.of().parseHex(lines.get(1)));
  }

  void write(TreeEdge edge) throws IOException {
    OwnerOnlyFile.write(file, edge.size() + "\n" + HexFormat.of().formatHex(edge.hashes()) + "\n");
  }
}
