package dev.keyledger.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What signs and guards the ledger of a [LedgerNode], as one node has it.
final class SigningNode {
  final Checkpoints checkpoints;
  final LedgerTree tree;
  final HistoryGuard guard;
  final HistoryAcceptance acceptance;
  final Inspection inspection;
  private final JdbcClient jdbc;
  private final CheckpointSigner signer;

  /// @param directory where the node keeps its key and what it has signed
  /// @param copies the file outside the database
  /// @param replaces the id of the key that this node's key takes over from
  SigningNode(
      LedgerNode node, Databases database, Path directory, Path copies, @Nullable String replaces) {
    jdbc = node.jdbc;
    var settings =
        new CheckpointSettings(
            null, directory.resolve("key.pem"), directory.resolve("signed"), copies, replaces);
    var state = new SignedState(settings.state());
    var file = new CheckpointCopies(copies);
    var serializer = new EventSerializer();
    checkpoints = new Checkpoints(node.jdbc, node.transactions);
    tree = new LedgerTree(new Tiles(node.jdbc));
    var meters = node.meters.signing();
    guard =
        new HistoryGuard(
            node.reader, tree, checkpoints, file, state, serializer, node.jdbc, meters);
    signer = new CheckpointSigner(settings, node.reader, checkpoints, file, state, guard, meters);
    inspection = new Inspection(node.reader, checkpoints);
    acceptance =
        new HistoryAcceptance(guard, inspection, node.reader, serializer, new Sessions(database));
  }

  void sign() throws IOException {
    signer.sign();
  }

  /// The sizes of all checkpoints, in the order of signing.
  List<Long> sizes() {
    return jdbc.sql("SELECT size FROM ledger.checkpoint ORDER BY number")
        .query((row, _) -> row.getLong(1))
        .list();
  }
}
