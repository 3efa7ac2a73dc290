package dev.keyledger.ledger.export;

import dev.keyledger.ledger.proof.Hash;
import dev.keyledger.ledger.proof.RangeProof;
import dev.keyledger.ledger.proof.TreeEdge;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// The tree over an export while it grows, leaf by leaf, and what was signed of it on the way.
final class Climb {
  private final long start;
  private final Queue<SignedRoot> ahead;
  private TreeEdge edge;
  private long proven;

  private Climb(TreeEdge edge, List<SignedRoot> roots) {
    this.edge = edge;
    this.start = edge.size();
    this.proven = start;
    this.ahead = new ArrayDeque<>(roots);
  }

  /// @param roots what was signed, smallest first
  static Climb from(List<SignedRoot> roots, @Nullable RangeProof range) throws NotProven {
    try {
      var climb = new Climb(range == null ? TreeEdge.EMPTY : range.before(), roots);
      var first = roots.getFirst();
      if (first.size() < climb.start) {
        throw new NotProven(
            "the export begins at position %d, and says nothing about %s, which covers %d events"
                .formatted(climb.start + 1, first.name(), first.size()));
      }
      climb.meetRoots();
      return climb;
    } catch (IllegalArgumentException e) {
      throw new NotProven("the range proof is none: " + e.getMessage());
    }
  }

  /// Goes on over the next lines.
  void over(CheckedBlock block) throws NotProven {
    if (!block.leaves().isEmpty() && block.first() != edge.size() + 1) {
      throw new NotProven(
          "position %d: it is missing, id is %d here".formatted(edge.size() + 1, block.first()));
    }
    add(block.leaves());
    if (block.defect() != null) {
      throw new NotProven(
          "position %d: %s %s"
              .formatted(edge.size() + 1, block.defect().field(), block.defect().getMessage()));
    }
  }

  private void add(List<Hash> leaves) throws NotProven {
    var rest = leaves;
    while (!ahead.isEmpty() && ahead.element().size() <= edge.size() + rest.size()) {
      int upToRoot = Math.toIntExact(ahead.element().size() - edge.size());
      edge = edge.plus(rest.subList(0, upToRoot));
      rest = rest.subList(upToRoot, rest.size());
      meetRoots();
    }
    edge = edge.plus(rest);
  }

  /// Compares the tree with what was signed at its present size.
  private void meetRoots() throws NotProven {
    while (!ahead.isEmpty() && ahead.element().size() == edge.size()) {
      var root = ahead.remove();
      if (!root.checkpoint().root().equals(edge.root())) {
        throw new NotProven(
            "positions %d to %d: leafhash of one or more of them is not what %s signed"
                .formatted(proven + 1, edge.size(), root.name()));
      }
      proven = edge.size();
    }
  }

  /// Ends the export here.
  ///
  /// @return how many events it had
  long finish(@Nullable RangeProof range) throws NotProven {
    long end = edge.size();
    if (range != null) {
      complete(range);
    }
    if (!ahead.isEmpty()) {
      throw new NotProven(
          "position %d: it is missing, the export ends before it; %s covers %d events"
              .formatted(end + 1, ahead.element().name(), ahead.element().size()));
    }
    if (proven < end) {
      throw new NotProven(
          "positions %d to %d: no checkpoint covers them".formatted(proven + 1, end));
    }
    return end - start;
  }

  /// Goes on over what lies between the export and the checkpoint of its proof.
  private void complete(RangeProof range) throws NotProven {
    if (range.to() != edge.size()) {
      throw new NotProven(
          "position %d: the export ends at %d, and its range proof at %d"
              .formatted(Math.min(range.to(), edge.size()) + 1, edge.size(), range.to()));
    }
    try {
      edge = range.completed(edge);
    } catch (IllegalArgumentException e) {
      throw new NotProven("the range proof is none: " + e.getMessage());
    }
    meetRoots();
  }
}
