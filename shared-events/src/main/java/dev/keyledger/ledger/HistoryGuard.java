package dev.keyledger.ledger;

import dev.keyledger.events.HistoryAccepted;
import dev.keyledger.ledger.proof.TreeEdge;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.axonframework.serialization.Serializer;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Makes sure that the ledger extends what was signed of it: the newest checkpoint in the database,
/// the newest in the file outside, and what this node itself remembers to have signed.
final class HistoryGuard {
  private final LedgerReader reader;
  private final LedgerTree tree;
  private final Checkpoints checkpoints;
  private final CheckpointCopies copies;
  private final SignedState state;
  private final Serializer serializer;
  private final JdbcClient jdbc;
  private final SigningMeters meters;

  HistoryGuard(
      LedgerReader reader,
      LedgerTree tree,
      Checkpoints checkpoints,
      CheckpointCopies copies,
      SignedState state,
      Serializer serializer,
      JdbcClient jdbc,
      SigningMeters meters) {
    this.reader = reader;
    this.tree = tree;
    this.checkpoints = checkpoints;
    this.copies = copies;
    this.state = state;
    this.serializer = serializer;
    this.jdbc = jdbc;
    this.meters = meters;
  }

  /// Stops all appends when the ledger does not extend what was signed of it.
  void check() {
    doubts().values().stream().findFirst().ifPresent(this::stop);
  }

  /// Stops all appends.
  void stop(String doubt) {
    meters.mismatch();
    jdbc.sql(HistoryStop.NOTE).param(doubt).update();
    HistoryStop.raiseAlarm(doubt);
  }

  /// The signed heads that the ledger does not extend, and why not; but for those that an operator
  /// has given up.
  Map<SignedHead, String> doubts() {
    var signed = new LinkedHashSet<SignedHead>();
    checkpoints.newestCheckpoint().map(SignedHead::of).ifPresent(signed::add);
    signed.addAll(rememberedOutside());
    signed.removeAll(abandoned());
    var doubts = new LinkedHashMap<SignedHead, String>();
    signed.forEach(head -> doubt(head).ifPresent(doubt -> doubts.put(head, doubt)));
    return doubts;
  }

  private Set<SignedHead> rememberedOutside() {
    try {
      var signed = new LinkedHashSet<SignedHead>();
      copies.newest().map(SignedHead::of).ifPresent(signed::add);
      signed.add(SignedHead.of(state.read()));
      return signed;
    } catch (IOException e) {
      throw new UncheckedIOException("what was signed cannot be read", e);
    }
  }

  /// The heads that an operator has given up.
  Set<SignedHead> abandoned() {
    return reader.ofAggregate(reader.ledgerId(), 0).stream()
        .map(stored -> new StoredEventData(stored).getPayload())
        .map(payload -> SignedHead.of(serializer.<String, HistoryAccepted>deserialize(payload)))
        .collect(Collectors.toSet());
  }

  private Optional<String> doubt(SignedHead signed) {
    TreeEdge head = reader.edge();
    if (signed.size() > head.size()) {
      return Optional.of(
          "the ledger ends at position %d, but was signed up to %d"
              .formatted(head.size(), signed.size()));
    }
    try {
      if (!tree.root(signed.size()).equals(signed.root())) {
        return Optional.of("its first %d events are not the signed ones".formatted(signed.size()));
      }
      // Tiles that were left as they were vouch for the events that are gone.
      return tree.root(head.size()).equals(head.root())
          ? Optional.empty()
          : Optional.of("the head's tree is not the one that the stored tiles make");
    } catch (IllegalStateException e) {
      return Optional.of("its first events are not all there: " + e.getMessage());
    }
  }
}
