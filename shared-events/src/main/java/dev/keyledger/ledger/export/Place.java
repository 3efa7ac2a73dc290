package dev.keyledger.ledger.export;

/// Where a line lies among others.
///
/// @param from its first byte
/// @param to the byte after its last one, which is the line feed if there is one
record Place(int from, int to) {
  int length() {
    return to - from;
  }
}
