package dev.keyledger.ledger.proof;

import java.util.List;

/// The way from one node of a tree up to its root, with the hashes that it meets.
///
/// First the way climbs inside the tree, with a sibling on either side. From where it joins the
/// tree's right edge on, it meets siblings on its left only: a node without one on its right moves
/// up unchanged and costs no hash.
///
/// @param index the node's number on its level, counted from the left
/// @param last the number of the last node on that level, at least `index`
/// @param start the node's hash
/// @param siblings the hashes met, lowest first
record AuditPath(long index, long last, Hash start, List<Hash> siblings) {
  /// Whether there are as many siblings as the way meets.
  boolean fits() {
    return siblings.size() == inside() + Long.bitCount(index >> inside());
  }

  /// The root of the tree.
  Hash root() {
    Hash hash = start;
    for (int i = 0; i < siblings.size(); i++) {
      var sibling = siblings.get(i);
      hash = isOnTheLeft(i) ? Hash.node(sibling, hash) : Hash.node(hash, sibling);
    }
    return hash;
  }

  /// The root of the smaller tree that ends with this node: whatever is on the right came later.
  Hash rootUpToHere() {
    Hash hash = start;
    for (int i = 0; i < siblings.size(); i++) {
      hash = isOnTheLeft(i) ? Hash.node(siblings.get(i), hash) : hash;
    }
    return hash;
  }

  private boolean isOnTheLeft(int step) {
    return step >= inside() || ((index >> step) & 1) == 1;
  }

  /// Steps before the way joins the right edge, which is the way up from the last node.
  private int inside() {
    return Long.SIZE - Long.numberOfLeadingZeros(index ^ last);
  }
}
