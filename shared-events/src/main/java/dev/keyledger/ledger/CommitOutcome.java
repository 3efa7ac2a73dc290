package dev.keyledger.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// Finds out by looking whether a commit took place whose answer was lost.
final class CommitOutcome {
  /// Waits until the lost session has ended, where it held the head: its commit is over then, in
  /// one way or the other. Where it did not, its batch was foreseen, and may still be on its way to
  /// PostgreSQL: a new version of the head's row refuses it.
  private static final String TOUCH_HEAD = "UPDATE ledger.head SET only_row = true";

  private static final String STORED =
      "SELECT event_id FROM ledger.event WHERE position BETWEEN ? AND ? ORDER BY position";

  /// It holds the head for a moment, and so ends like a writer when it is frozen meanwhile.
  private static final String SETTINGS =
      """
      SET idle_in_transaction_session_timeout = '1s';
      SET lock_timeout = '4s';
      SET statement_timeout = '5s'
      """;

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Sessions sessions;

  CommitOutcome(Sessions sessions) {
    this.sessions = sessions;
  }

  /// Whether `batch` is stored. If it is not, it will not be.
  ///
  /// @param cause how the answer was lost
  /// @throws OutcomeUnknown when nobody could look within ten seconds
  boolean isStored(Batch batch, Throwable cause) {
    long start = System.nanoTime();
    do {
      try {
        return look(batch);
      } catch (SQLException e) {
        cause.addSuppressed(e);
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    } while (System.nanoTime() - start < PATIENCE.toNanos());
    throw new OutcomeUnknown(cause);
  }

  private boolean look(Batch batch) throws SQLException {
    try (Connection session = sessions.open(FrozenWriters.APPLICATION, SETTINGS)) {
      session.setAutoCommit(false);
      try (var touch = session.prepareStatement(TOUCH_HEAD)) {
        touch.execute();
      }
      boolean stored = storedIds(session, batch).equals(ids(batch));
      session.commit();
      return stored;
    }
  }

  private static List<String> storedIds(Connection session, Batch batch) throws SQLException {
    try (var statement = session.prepareStatement(STORED)) {
      statement.setLong(1, batch.first());
      statement.setLong(2, batch.head().position());
      var ids = new ArrayList<String>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          ids.add(rows.getString(1));
        }
      }
      return ids;
    }
  }

  private static List<String> ids(Batch batch) {
    return batch.events().stream().map(NewEvent::eventId).toList();
  }
}
