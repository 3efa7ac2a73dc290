package dev.keyledger.ledger.proof;

import java.util.ArrayList;
import java.util.List;

/// Proves that a leaf is at an index of a tree: an audit path (RFC 6962, section 2.1.1).
///
/// @param index the leaf's index, counted from 0
/// @param size the number of leaves in the tree
/// @param path hashes, lowest first
public record InclusionProof(long index, long size, List<Hash> path) {
  public InclusionProof {
    path = List.copyOf(path);
  }

  /// The proof for the leaf at `index` in the tree's state of `size` leaves. It reads at most two
  /// tiles per eight levels of the tree.
  ///
  /// @throws IllegalArgumentException unless `0 <= index < size`
  public static InclusionProof of(long index, long size, TileReader tiles) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException(
          "a tree of %d leaves has no leaf at index %d".formatted(size, index));
    }
    return new InclusionProof(index, size, path(index, size, new TiledTree(tiles)));
  }

  private static List<Hash> path(long index, long size, TiledTree tree) {
    var path = new ArrayList<Hash>();
    var range = LeafRange.ofTree(size);
    while (range.length() > 1) {
      boolean left = index < range.middle();
      path.add(tree.root(left ? range.right() : range.left()));
      range = left ? range.left() : range.right();
    }
    return path.reversed();
  }

  /// Whether this proves that the tree with this root has `leaf` at the index (RFC 9162, section
  /// 2.1.3.2). False, too, when this is malformed.
  ///
  /// Take the size from the same checkpoint as the root. A way up from a leaf can be the same in
  /// trees of several sizes, so the path alone does not tell them apart.
  public boolean proves(Hash leaf, Hash root) {
    if (index < 0 || index >= size) {
      return false;
    }
    var way = new AuditPath(index, size - 1, leaf, path);
    return way.fits() && way.root().equals(root);
  }
}
