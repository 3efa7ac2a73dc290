package dev.keyledger.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends the sessions of writers that hold the head and have fallen silent.
///
/// PostgreSQL itself ends one that is idle in its transaction. It does not when half of a statement
/// has come: then it waits for the other half, for ever.
final class FrozenWriters {
  /// How those who may hold the head call themselves in `pg_stat_activity`.
  static final String APPLICATION = "keyledger writer";

  private static final Logger log = LoggerFactory.getLogger(FrozenWriters.class);

  private static final String END =
      """
      SELECT pid, pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE application_name = ? AND pid <> pg_backend_pid() AND usename = current_user
        AND wait_event = 'ClientRead' AND xact_start < clock_timestamp() - interval '1 second'
      """;

  private FrozenWriters() {}

  /// Ends those whose transaction has lasted for a second and who owe PostgreSQL the next word.
  static void end(Connection session) throws SQLException {
    try (var statement = session.prepareStatement(END)) {
      statement.setString(1, APPLICATION);
      try (var ended = statement.executeQuery()) {
        while (ended.next()) {
          log.warn("A writer that held the ledger's head was silent; its session is ended");
        }
      }
    }
    session.commit();
  }
}
