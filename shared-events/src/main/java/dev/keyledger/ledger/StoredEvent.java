package dev.keyledger.ledger;

import dev.keyledger.ledger.proof.Hash;
import dev.keyledger.ledger.proof.Leaf;
import java.time.Instant;

/// An event in the ledger.
///
/// @param position its place in the order of all events: 1, 2, 3, without a gap
/// @param occurredAt when it was stored, to the microsecond; never earlier than the event before it
/// @param event what was stored
/// @param leafHash the event's leaf in the tree, as it was stored with it
record StoredEvent(long position, Instant occurredAt, NewEvent event, Hash leafHash) {

  /// What the tree commits to.
  Leaf leaf() {
    return event.at(position, occurredAt);
  }

  /// The leaf that these fields have, whatever was stored.
  Hash computedLeaf() {
    return leaf().hash();
  }

  /// The leaf.
  ///
  /// @throws IllegalStateException when the fields are not those that it was made of
  Hash requireUnchanged() {
    if (!computedLeaf().equals(leafHash)) {
      throw new IllegalStateException("the event at position " + position + " was changed");
    }
    return leafHash;
  }
}
