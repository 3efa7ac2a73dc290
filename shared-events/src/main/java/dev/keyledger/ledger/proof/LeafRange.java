package dev.keyledger.ledger.proof;

/// Leaves `from` (included) to `to` (excluded): what RFC 6962, section 2.1, writes as `D[from:to]`,
/// and halves until single leaves are left.
///
/// @param from a multiple of the smallest power of two that is not below the range's length
record LeafRange(long from, long to) {
  static LeafRange ofTree(long size) {
    return new LeafRange(0, size);
  }

  long length() {
    return to - from;
  }

  /// Whether these are the leaves of a complete subtree.
  boolean isComplete() {
    return Long.bitCount(length()) == 1;
  }

  /// Where the right half begins: the left one has the largest power of two below the length.
  long middle() {
    return from + Long.highestOneBit(length() - 1);
  }

  LeafRange left() {
    return new LeafRange(from, middle());
  }

  LeafRange right() {
    return new LeafRange(middle(), to);
  }
}
