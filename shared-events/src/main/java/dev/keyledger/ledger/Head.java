package dev.keyledger.ledger;

import dev.keyledger.ledger.proof.Hash;
import dev.keyledger.ledger.proof.TreeEdge;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where the ledger ends, read under its lock: what comes next follows from this alone.
///
/// @param edge the right edge of the tree; its size is the position of the last event
/// @param now the time of whatever is appended next: the database's clock, unless the last event is
///   later than that
/// @param stoppedBecause why nothing may be appended; absent when all is well
record Head(TreeEdge edge, Instant now, @Nullable String stoppedBecause) {

  /// A head that may be appended to.
  Head(TreeEdge edge, Instant now) {
    this(edge, now, null);
  }

  /// The position of the last event, 0 when there is none.
  long position() {
    return edge.size();
  }

  /// These events at the positions that follow.
  Batch next(List<NewEvent> events) {
    var leaves = new ArrayList<Hash>(events.size());
    long position = position();
    for (NewEvent event : events) {
      leaves.add(event.at(++position, now).hash());
    }
    return new Batch(position() + 1, events, leaves, new Head(edge.plus(leaves), now));
  }
}
