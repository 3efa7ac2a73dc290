package dev.keyledger.ledger.proof;

import java.util.List;

/// Reads the hashes of a tree, a tile at a time.
@FunctionalInterface
public interface TileReader {
  /// The hashes of `tile`, from its first: at least as many as the tree that is asked about has
  /// there ([Tile#widthIn]). More do no harm, so a tile that has grown since may be read as it is.
  List<Hash> read(Tile tile);
}
