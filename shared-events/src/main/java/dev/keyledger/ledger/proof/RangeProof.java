package dev.keyledger.ledger.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Ties a range of events to a signed root: with the leaves of the range and these hashes, anybody
/// computes that root.
///
/// They are the roots of the complete subtrees before and behind the range, each as large as RFC
/// 6962, section 2.1, makes it: what the inclusion proofs of the first and the last event have
/// outside of the range.
///
/// @param from the first position of the range
/// @param to the last position of the range; `from - 1` for a range without events
/// @param left roots before the range, from left to right
/// @param right roots behind the range, up to the checkpoint's size, from left to right
/// @param checkpoint the signed note that states the root
public record RangeProof(
    long from, long to, List<Hash> left, List<Hash> right, SignedNote checkpoint) {
  /// The first line of its text.
  private static final String HEADER = "keyledger-range-proof/1";

  /// @throws IllegalArgumentException when the range is none
  public RangeProof {
    if (from < 1 || to < from - 1) {
      throw new IllegalArgumentException("a range begins at 1 or later and does not end before it");
    }
    left = List.copyOf(left);
    right = List.copyOf(right);
  }

  /// The proof for a range of a tree.
  ///
  /// @throws IllegalArgumentException when the checkpoint does not cover the range
  public static RangeProof of(long from, long to, SignedNote checkpoint, TileReader tiles) {
    long size = Checkpoint.parse(checkpoint.text()).size();
    if (to > size) {
      throw new IllegalArgumentException(
          "a checkpoint of %d events does not cover position %d".formatted(size, to));
    }
    var tree = new TiledTree(tiles);
    var right = behind(to, size).stream().map(tree::root).toList();
    return new RangeProof(from, to, TreeEdge.of(from - 1, tiles).subtrees(), right, checkpoint);
  }

  /// The complete subtrees that follow a tree of `from` leaves in one of `to` leaves.
  private static List<LeafRange> behind(long from, long to) {
    var subtrees = new ArrayList<LeafRange>();
    for (long next = from; next < to; ) {
      long largest = Long.highestOneBit(to - next);
      long length = next == 0 ? largest : Math.min(Long.lowestOneBit(next), largest);
      subtrees.add(new LeafRange(next, next + length));
      next += length;
    }
    return subtrees;
  }

  /// The proof that [#encode] wrote.
  ///
  /// @throws IllegalArgumentException when `text` is not one
  public static RangeProof parse(String text) {
    int end = text.indexOf("\n\n") + 1;
    var lines = text.substring(0, end).lines().toList();
    if (lines.size() < 3 || !lines.getFirst().equals(HEADER)) {
      throw new IllegalArgumentException(
          "a range proof is the line %s, the range, hashes, an empty line and a checkpoint"
              .formatted(HEADER));
    }
    var hashes = lines.subList(3, lines.size());
    int leftHashes = (int) hashes.stream().takeWhile(line -> line.startsWith("left ")).count();
    return new RangeProof(
        position("from ", lines.get(1)),
        position("to ", lines.get(2)),
        hashes.stream().limit(leftHashes).map(line -> hash("left ", line)).toList(),
        hashes.stream().skip(leftHashes).map(line -> hash("right ", line)).toList(),
        SignedNote.parse(text.substring(end + 1)));
  }

  private static long position(String word, String line) {
    if (!line.matches(word + "(0|[1-9][0-9]{0,17})")) {
      throw new IllegalArgumentException(
          "a range proof's range is the lines \"from\" and \"to\", each with a position");
    }
    return Long.parseLong(line.substring(word.length()));
  }

  private static Hash hash(String word, String line) {
    return Stream.of(line)
        .filter(text -> text.startsWith(word))
        .flatMap(text -> NoteSyntax.bytes(text.substring(word.length())).stream())
        .filter(bytes -> bytes.length == Hash.BYTES)
        .map(Hash::of)
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "a range proof's hashes are lines of \"left\" and then of \"right\", each with 32"
                    + " bytes in base64"));
  }

  /// The proof as text: a line that names the format, the range, a line for each hash, an empty
  /// line, and the checkpoint as it was signed.
  public String encode() {
    var text = new StringBuilder("%s\nfrom %d\nto %d\n".formatted(HEADER, from, to));
    left.forEach(hash -> text.append("left ").append(NoteSyntax.base64(hash.bytes())).append('\n'));
    right.forEach(
        hash -> text.append("right ").append(NoteSyntax.base64(hash.bytes())).append('\n'));
    return text.append('\n').append(checkpoint.encode()).toString();
  }

  /// The edge of the tree before the range.
  ///
  /// @throws IllegalArgumentException when `left` has another number of hashes than that tree
  public TreeEdge before() {
    return TreeEdge.of(from - 1, left);
  }

  /// The edge of the checkpoint's tree, from the edge after the range.
  ///
  /// @throws IllegalArgumentException when `right` has another number of hashes than lie between
  public TreeEdge completed(TreeEdge after) {
    var subtrees = behind(after.size(), Checkpoint.parse(checkpoint.text()).size());
    if (subtrees.size() != right.size()) {
      throw new IllegalArgumentException(
          "behind the range lie %d subtrees, not %d".formatted(subtrees.size(), right.size()));
    }
    var edge = after;
    for (int i = 0; i < right.size(); i++) {
      edge = edge.plusSubtree(Long.numberOfTrailingZeros(subtrees.get(i).length()), right.get(i));
    }
    return edge;
  }
}
