package dev.keyledger.ledger;

import dev.keyledger.events.HistoryAccepted;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.Serializer;

/// Lets an operator go on from the ledger as it is, when it is in doubt: in writing, as an event.
public final class HistoryAcceptance {
  private final HistoryGuard guard;
  private final Inspection inspection;
  private final LedgerReader reader;
  private final Serializer serializer;
  private final Sessions sessions;

  HistoryAcceptance(
      HistoryGuard guard,
      Inspection inspection,
      LedgerReader reader,
      Serializer serializer,
      Sessions sessions) {
    this.guard = guard;
    this.inspection = inspection;
    this.reader = reader;
    this.serializer = serializer;
    this.sessions = sessions;
  }

  /// Accepts the ledger as it is. Appends go on afterwards, on every node.
  ///
  /// @param reason why, for whoever reads the ledger later
  /// @return what was in doubt
  /// @throws IllegalStateException when nothing is in doubt; or when an event was changed or
  ///   removed, and the next signature would stop the ledger again
  public List<String> accept(String reason) {
    var doubts = guard.doubts();
    if (doubts.isEmpty() && reader.stoppedBecause().isEmpty()) {
      throw new IllegalStateException("the ledger extends everything that was signed of it");
    }
    requireWhole();
    forgetTiles();
    var events = new ArrayList<NewEvent>();
    long next = reader.lastSequenceNumber(reader.ledgerId()).map(last -> last + 1).orElse(0L);
    for (var doubt : doubts.entrySet()) {
      events.add(event(next++, doubt.getKey(), doubt.getValue(), reason));
    }
    if (events.isEmpty()) {
      events.add(
          event(next, SignedHead.of(reader.edge()), reader.stoppedBecause().orElseThrow(), reason));
    }
    try (var writer = BatchWriter.despiteDoubt(sessions)) {
      writer.store(events, writer.head());
    }
    return List.copyOf(doubts.values());
  }

  private void requireWhole() {
    try {
      inspection.requireWhole();
    } catch (IllegalStateException e) {
      throw new IllegalStateException(
          "it cannot be gone on from the ledger as it is, restore it first: " + e.getMessage(), e);
    }
  }

  /// They may be those of the events that were signed.
  private void forgetTiles() {
    try {
      TileBuilder.forgetAll(sessions);
    } catch (SQLException e) {
      throw new LedgerUnavailable(
          AppendRefusal.UNAVAILABLE, "the tiles were not forgotten, and nothing is accepted", e);
    }
  }

  private NewEvent event(long sequenceNumber, SignedHead abandoned, String doubt, String reason) {
    var payload =
        serializer.serialize(
            new HistoryAccepted(abandoned.size(), abandoned.root().toString(), doubt, reason),
            String.class);
    return new NewEvent(
        UUID.randomUUID().toString(),
        reader.ledgerId(),
        "Ledger",
        sequenceNumber,
        payload.getType().getName(),
        payload.getType().getRevision(),
        payload.getData(),
        serializer.serialize(MetaData.from(Cause.system().metadata()), String.class).getData());
  }
}
