package dev.keyledger.ledger;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.axonframework.serialization.Serializer;

/// The ledger for a reader that keeps what it makes of the events in its own memory, and so knows
/// itself how far it has come.
///
/// It hears of new events as soon as anybody on this node does. Nothing is held in the database
/// from one page to the next.
public final class LedgerFeed {
  private static final int PAGE = 1000;

  private final LedgerReader reader;
  private final Tail tail;
  private final Serializer serializer;

  LedgerFeed(LedgerReader reader, Tail tail, Serializer serializer) {
    this.reader = reader;
    this.tail = tail;
    this.serializer = serializer;
  }

  /// The next events after `position`, or none when none comes within `patience`.
  ///
  /// @throws org.springframework.dao.DataAccessException when PostgreSQL cannot be asked
  /// @throws IllegalStateException when one is missing: somebody has removed it
  public List<LedgerEntry> after(long position, Duration patience) throws InterruptedException {
    if (!tail.awaitAfter(position, patience.toNanos(), TimeUnit.NANOSECONDS)) {
      return List.of();
    }
    return page(position, PAGE);
  }

  /// The next events after `position` that are there now, at most `limit`.
  ///
  /// @throws org.springframework.dao.DataAccessException when PostgreSQL cannot be asked
  /// @throws IllegalStateException when one is missing: somebody has removed it
  public List<LedgerEntry> page(long position, int limit) {
    return reader.after(position, limit).stream()
        .map(stored -> new LedgerEntry(stored, serializer))
        .toList();
  }

  /// The position of the last event, 0 when there is none; one round trip to PostgreSQL.
  ///
  /// @throws org.springframework.dao.DataAccessException when PostgreSQL cannot be asked
  public long head() {
    return reader.head();
  }
}
