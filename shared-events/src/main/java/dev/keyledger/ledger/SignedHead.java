package dev.keyledger.ledger;

import dev.keyledger.events.HistoryAccepted;
import dev.keyledger.ledger.proof.Checkpoint;
import dev.keyledger.ledger.proof.Hash;
import dev.keyledger.ledger.proof.TreeEdge;
import java.util.HexFormat;

/// A head of the ledger that was signed once, and that the ledger must extend for ever.
///
/// @param size how many events there were
/// @param root the root over them
record SignedHead(long size, Hash root) {
  static SignedHead of(Checkpoint checkpoint) {
    return new SignedHead(checkpoint.size(), checkpoint.root());
  }

  static SignedHead of(TreeEdge edge) {
    return new SignedHead(edge.size(), edge.root());
  }

  static SignedHead of(HistoryAccepted accepted) {
    return new SignedHead(
        accepted.abandonedSize(), Hash.of(HexFormat.of().parseHex(accepted.abandonedRoot())));
  }
}
