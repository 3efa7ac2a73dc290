package dev.keyledger.ledger.proof;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// RFC 6962, section 2.1, word by word: slow, and plainly right. No two leaves are equal.
final class ReferenceTree {
  static final ReferenceTree TREE =
      new ReferenceTree(
          LongStream.range(0, 65_537)
              .mapToObj(i -> Hash.leaf(ByteBuffer.allocate(Long.BYTES).putLong(i).array()))
              .toList());

  private final List<Hash> leaves;
  private final List<List<Hash>> levels;

  ReferenceTree(List<Hash> leaves) {
    this.leaves = leaves;
    this.levels =
        Stream.iterate(leaves, level -> !level.isEmpty(), ReferenceTree::levelAbove).toList();
  }

  List<Hash> leaves(int size) {
    return leaves.subList(0, size);
  }

  /// `MTH(D[0:size])`.
  Hash root(int size) {
    return root(leaves(size));
  }

  /// `PATH(m, D[0:size])`.
  List<Hash> path(int m, int size) {
    return path(m, leaves(size));
  }

  /// `PROOF(m, D[0:size])`.
  List<Hash> proof(int m, int size) {
    return subproof(m, leaves(size), true);
  }

  private static Hash root(List<Hash> d) {
    if (d.size() < 2) {
      return d.isEmpty() ? Hash.EMPTY : d.getFirst();
    }
    int k = split(d.size());
    return Hash.node(root(d.subList(0, k)), root(d.subList(k, d.size())));
  }

  private static List<Hash> path(int m, List<Hash> d) {
    if (d.size() == 1) {
      return List.of();
    }
    int k = split(d.size());
    var left = d.subList(0, k);
    var right = d.subList(k, d.size());
    return m < k ? plus(path(m, left), root(right)) : plus(path(m - k, right), root(left));
  }

  private static List<Hash> subproof(int m, List<Hash> d, boolean known) {
    if (m == d.size()) {
      return known ? List.of() : List.of(root(d));
    }
    int k = split(d.size());
    var left = d.subList(0, k);
    var right = d.subList(k, d.size());
    return m <= k
        ? plus(subproof(m, left, known), root(right))
        : plus(subproof(m - k, right, false), root(left));
  }

  /// The largest power of two below `size`.
  static int split(int size) {
    return Integer.highestOneBit(size - 1);
  }

  static <T> List<T> plus(List<T> list, T last) {
    return Stream.concat(list.stream(), Stream.of(last)).toList();
  }

  /// Tiles as narrow as a tree of `size` leaves allows, each hash as C2SP tlog-tiles defines it.
  TileReader tiles(int size) {
    return tile -> {
      int from = (int) tile.index() * Tile.WIDTH;
      return levels.get(tile.level()).subList(from, from + tile.widthIn(size));
    };
  }

  private static List<Hash> levelAbove(List<Hash> level) {
    return IntStream.range(0, level.size() / Tile.WIDTH)
        .mapToObj(i -> root(level.subList(i * Tile.WIDTH, (i + 1) * Tile.WIDTH)))
        .toList();
  }
}
