package dev.keyledger.ledger.reader;

/// Which of the nodes that may be answering have taken a change.
///
/// @param position of the change in the ledger
/// @param confirmed how many of the nodes have taken it
/// @param nodes how many there are, whether in contact with the ledger or not
public record Confirmation(long position, int confirmed, int nodes) {
  /// Whether every node has taken it.
  boolean isComplete() {
    return confirmed == nodes;
  }
}
