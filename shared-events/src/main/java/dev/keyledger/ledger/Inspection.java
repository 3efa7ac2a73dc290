package dev.keyledger.ledger;

import dev.keyledger.ledger.proof.Checkpoint;
import dev.keyledger.ledger.proof.SignedNote;
import dev.keyledger.ledger.proof.TreeEdge;
import dev.keyledger.ledger.proof.VerifierKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Reads the whole ledger and says what is wrong with it: an event that was changed, moved or
/// removed, a head that is not the events', a checkpoint that they do not extend.
public final class Inspection {
  private static final int PAGE = 1000;

  private final LedgerReader reader;
  private final Checkpoints checkpoints;

  Inspection(LedgerReader reader, Checkpoints checkpoints) {
    this.reader = reader;
    this.checkpoints = checkpoints;
  }

  /// Inspects everything up to the present head.
  ///
  /// @return how many events there are
  /// @throws IllegalStateException when something is wrong; the message names it
  public long inspect() {
    return inspect(checkpoints.newest().map(this::verified));
  }

  /// Inspects everything up to the present head, whatever was signed of it.
  ///
  /// @throws IllegalStateException when something is wrong; the message names it
  void requireWhole() {
    inspect(Optional.empty());
  }

  private long inspect(Optional<Checkpoint> signed) {
    TreeEdge head = reader.edge();
    TreeEdge edge = TreeEdge.EMPTY;
    Instant time = Instant.MIN;
    requireSigned(edge, signed);
    while (edge.size() < head.size()) {
      for (StoredEvent event : page(edge.size(), head.size())) {
        requireLater(event, time);
        edge = edge.plus(event.requireUnchanged());
        time = event.occurredAt();
        requireSigned(edge, signed);
      }
    }
    if (!edge.equals(head)) {
      throw new IllegalStateException("the head's tree is not the one that the events make");
    }
    signed.ifPresent(checkpoint -> requireReached(checkpoint, head));
    return head.size();
  }

  private Checkpoint verified(String text) {
    var note = SignedNote.parse(text);
    if (checkpoints.keys().stream().map(VerifierKey::parse).noneMatch(key -> key.verifies(note))) {
      throw new IllegalStateException("the newest checkpoint is signed by none of the keys");
    }
    return Checkpoint.parse(note.text());
  }

  private List<StoredEvent> page(long position, long end) {
    var page = reader.after(position, Math.toIntExact(Math.min(PAGE, end - position)));
    if (page.isEmpty()) {
      throw new IllegalStateException("the ledger has lost position " + (position + 1));
    }
    return page;
  }

  private static void requireLater(StoredEvent event, Instant time) {
    if (event.occurredAt().isBefore(time)) {
      throw new IllegalStateException(
          "the event at position %d is earlier than the one before it".formatted(event.position()));
    }
  }

  private static void requireSigned(TreeEdge edge, Optional<Checkpoint> signed) {
    signed
        .filter(checkpoint -> checkpoint.size() == edge.size())
        .filter(checkpoint -> !checkpoint.root().equals(edge.root()))
        .ifPresent(checkpoint -> {
          throw new IllegalStateException(
              "the first %d events are not those that were signed".formatted(checkpoint.size()));
        });
  }

  private static void requireReached(Checkpoint checkpoint, TreeEdge head) {
    if (checkpoint.size() > head.size()) {
      throw new IllegalStateException(
          "the ledger ends at position %d, but was signed up to %d"
              .formatted(head.size(), checkpoint.size()));
    }
  }
}
