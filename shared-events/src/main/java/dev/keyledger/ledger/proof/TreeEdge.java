package dev.keyledger.ledger.proof;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// The right edge of a tree: the roots of the complete subtrees that its leaves make up, largest
/// first, one for each bit that is set in the number of leaves.
///
/// It is all that appending needs: at most 63 hashes, however large the tree is.
public final class TreeEdge {
  /// The edge of the tree without leaves.
  public static final TreeEdge EMPTY = new TreeEdge(0, List.of());

  private final long size;
  private final List<Hash> subtrees;

  private TreeEdge(long size, List<Hash> subtrees) {
    this.size = size;
    this.subtrees = List.copyOf(subtrees);
  }

  /// The edge that was stored.
  ///
  /// @param hashes what [#hashes] returned: the hashes one after the other, largest subtree first
  /// @throws IllegalArgumentException when `size` is negative or needs another number of hashes
  public static TreeEdge of(long size, byte[] hashes) {
    if (size < 0) {
      throw new IllegalArgumentException("a tree has 0 leaves or more, not " + size);
    }
    if (hashes.length != Hash.BYTES * Long.bitCount(size)) {
      throw new IllegalArgumentException(
          "the edge of a tree of %d leaves is %d hashes of 32 bytes, not %d bytes"
              .formatted(size, Long.bitCount(size), hashes.length));
    }
    return new TreeEdge(size, split(hashes));
  }

  /// The edge that the tree had when it had `size` leaves.
  ///
  /// @param tiles of the tree as it is now, or was at any size from `size` on
  /// @throws IllegalArgumentException when `size` is negative
  public static TreeEdge of(long size, TileReader tiles) {
    if (size < 0) {
      throw new IllegalArgumentException("a tree has 0 leaves or more, not " + size);
    }
    var tree = new TiledTree(tiles);
    var subtrees = new ArrayList<Hash>();
    for (long from = 0; from < size; ) {
      long to = from + Long.highestOneBit(size - from);
      subtrees.add(tree.root(new LeafRange(from, to)));
      from = to;
    }
    return new TreeEdge(size, subtrees);
  }

  /// The edge of a tree of `size` leaves, largest subtree first.
  static TreeEdge of(long size, List<Hash> subtrees) {
    if (subtrees.size() != Long.bitCount(size)) {
      throw new IllegalArgumentException(
          "the edge of a tree of %d leaves is %d hashes, not %d"
              .formatted(size, Long.bitCount(size), subtrees.size()));
    }
    return new TreeEdge(size, subtrees);
  }

  private static List<Hash> split(byte[] hashes) {
    var rest = ByteBuffer.wrap(hashes);
    var subtrees = new ArrayList<Hash>();
    while (rest.hasRemaining()) {
      var hash = new byte[Hash.BYTES];
      rest.get(hash);
      subtrees.add(Hash.of(hash));
    }
    return subtrees;
  }

  /// Leaves in the tree.
  public long size() {
    return size;
  }

  /// The form to store: the hashes one after the other, largest subtree first.
  public byte[] hashes() {
    var hashes = ByteBuffer.allocate(Hash.BYTES * subtrees.size());
    subtrees.forEach(subtree -> hashes.put(subtree.bytes()));
    return hashes.array();
  }

  /// The edge after one more leaf; one hash is computed for each leaf, on average.
  ///
  /// @throws ArithmeticException when the tree would have 2⁶³ leaves
  public TreeEdge plus(Hash leaf) {
    return plus(List.of(leaf));
  }

  /// The edge after these leaves, in this order.
  ///
  /// @throws ArithmeticException when the tree would have 2⁶³ leaves or more
  public TreeEdge plus(List<Hash> leaves) {
    long newSize = Math.addExact(size, leaves.size());
    var edge = new ArrayList<>(subtrees);
    long count = size;
    for (Hash leaf : leaves) {
      append(edge, count++, leaf);
    }
    return new TreeEdge(newSize, edge);
  }

  /// The edge after a complete subtree of `2^height` leaves, of which only the root is known.
  ///
  /// @throws IllegalArgumentException when no such subtree begins where this tree ends
  /// @throws ArithmeticException when the tree would have 2⁶³ leaves
  TreeEdge plusSubtree(int height, Hash subtree) {
    if (Long.numberOfTrailingZeros(size) < height) {
      throw new IllegalArgumentException(
          "no complete subtree of 2^%d leaves begins at leaf %d".formatted(height, size));
    }
    var edge = new ArrayList<>(subtrees);
    append(edge, size >> height, subtree);
    return new TreeEdge(Math.addExact(size, 1L << height), edge);
  }

  List<Hash> subtrees() {
    return subtrees;
  }

  /// Binary addition of one: each trailing one bit is a subtree of the carry's size, to merge with.
  private static void append(List<Hash> edge, long count, Hash leaf) {
    Hash carry = leaf;
    for (int i = Long.numberOfTrailingZeros(~count); i > 0; i--) {
      carry = Hash.node(edge.removeLast(), carry);
    }
    edge.add(carry);
  }

  /// The root of the whole tree (`MTH` in RFC 6962, section 2.1).
  public Hash root() {
    return subtrees.reversed().stream()
        .reduce((right, left) -> Hash.node(left, right))
        .orElse(Hash.EMPTY);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TreeEdge that && size == that.size && subtrees.equals(that.subtrees);
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(size) + subtrees.hashCode();
  }

  @Override
  public String toString() {
    return "TreeEdge[size=" + size + ", root=" + root() + "]";
  }
}
