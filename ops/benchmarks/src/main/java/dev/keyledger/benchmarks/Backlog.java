package dev.keyledger.benchmarks;

import java.sql.SQLException;
import java.time.Duration;

/// What a service still has to do behind the ledger's head: views, tiles, a signature.
///
/// @param database the service's
record Backlog(Database database) {
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final String DONE =
      """
      SELECT head.position = (SELECT min(position) FROM view.progress)
        AND head.position / 256 = (SELECT count(*) FROM ledger.tile WHERE level = 0)
        AND head.position = (SELECT max(size) FROM ledger.checkpoint)
      FROM ledger.head
      """;

  /// Waits until there is nothing, however long that takes.
  void awaitDone() throws SQLException, InterruptedException {
    while (!"t".equals(database.text(DONE))) {
      Thread.sleep(PAUSE);
    }
  }
}
