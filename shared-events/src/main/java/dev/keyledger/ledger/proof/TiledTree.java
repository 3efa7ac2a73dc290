package dev.keyledger.ledger.proof;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The hashes of a tree's nodes, computed from the tiles that they lie in.
///
/// It lives as long as one proof takes to make, and reads no tile twice.
final class TiledTree {
  private final TileReader reader;
  private final Map<Tile, List<Hash>> tiles = new HashMap<>();

  TiledTree(TileReader reader) {
    this.reader = reader;
  }

  /// The root over a range of leaves, as RFC 6962, section 2.1, defines it.
  Hash root(LeafRange range) {
    return range.isComplete()
        ? complete(range)
        : Hash.node(root(range.left()), root(range.right()));
  }

  /// A complete subtree of up to 128 hashes of a tile, on that tile's own level.
  private Hash complete(LeafRange range) {
    int level = Long.numberOfTrailingZeros(range.length()) / Tile.HEIGHT;
    long first = range.from() >> (level * Tile.HEIGHT);
    int width = (int) (range.length() >> (level * Tile.HEIGHT));
    int offset = (int) (first % Tile.WIDTH);
    var hashes = hashes(new Tile(level, first / Tile.WIDTH), offset + width);
    return TreeEdge.EMPTY.plus(hashes.subList(offset, offset + width)).root();
  }

  private List<Hash> hashes(Tile tile, int needed) {
    var hashes = tiles.computeIfAbsent(tile, reader::read);
    if (hashes.size() < needed) {
      throw new IllegalStateException(
          "%s has %d hashes, and %d are needed".formatted(tile.path(), hashes.size(), needed));
    }
    return hashes;
  }
}
