package dev.keyledger.ledger;

import dev.keyledger.ledger.proof.ConsistencyProof;
import dev.keyledger.ledger.proof.Hash;
import dev.keyledger.ledger.proof.InclusionProof;
import dev.keyledger.ledger.proof.Tile;
import dev.keyledger.ledger.proof.TileReader;
import dev.keyledger.ledger.proof.TreeEdge;
import java.util.List;

/// What can be proven of the ledger, from its stored hashes: a proof costs a few reads, however
/// long the ledger is.
///
/// The hashes are not trusted: whoever checks a proof against a signed root finds out when one was
/// changed.
public final class LedgerTree {
  private final TileReader tiles;

  LedgerTree(TileReader tiles) {
    this.tiles = tiles;
  }

  /// The root over the first `size` events (RFC 6962, section 2.1).
  ///
  /// @throws IllegalStateException when there are fewer
  Hash root(long size) {
    return TreeEdge.of(size, tiles).root();
  }

  /// A proof that the event at `position` is one of the first `size` (RFC 6962, section 2.1.1).
  ///
  /// @throws IllegalArgumentException when it is not
  public InclusionProof inclusion(long position, long size) {
    return InclusionProof.of(position - 1, size, tiles);
  }

  /// A proof that the first `from` events are where the first `to` begin (RFC 6962, section 2.1.2).
  ///
  /// @throws IllegalArgumentException when `from` is more than `to`
  public ConsistencyProof consistency(long from, long to) {
    return ConsistencyProof.of(from, to, tiles);
  }

  /// The hashes that lie in `tile` now, from its first: none when it lies outside the tree, 256
  /// when it is full.
  public List<Hash> hashes(Tile tile) {
    return tiles.read(tile);
  }
}
