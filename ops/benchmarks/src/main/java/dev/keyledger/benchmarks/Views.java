package dev.keyledger.benchmarks;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/// The service's views, seen from the database.
///
/// @param database the service's
record Views(Database database) {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final List<String> TABLES = List.of("lookup.api_key", "catalog.api_key");
  private static final String CREATED =
      "SELECT count(*) FROM ledger.event WHERE payload_type = 'api-key.created'";

  /// The position of the ledger's last event.
  long head() throws SQLException {
    return database.number("SELECT position FROM ledger.head");
  }

  /// How many events of the ledger are not in the view that is furthest behind.
  long behind() throws SQLException {
    return database.number(
        "SELECT head.position - (SELECT min(position) FROM view.progress) FROM ledger.head");
  }

  /// Waits until they hold everything, and nothing new comes.
  void awaitHead() throws SQLException, InterruptedException {
    long start = System.nanoTime();
    long head;
    do {
      head = head();
      Thread.sleep(PAUSE);
      Check.between(
          "seconds for the views to catch up",
          0,
          PATIENCE.toSeconds(),
          Duration.ofNanos(System.nanoTime() - start).toSeconds());
    } while (behind() != 0 || head() != head);
  }

  /// Ends the run when a key is missing in one of them. Not every event makes a key.
  void requireWhole() throws SQLException {
    long created = database.number(CREATED);
    for (String table : TABLES) {
      Check.equal(table, created, database.number("SELECT count(*) FROM " + table));
    }
  }
}
