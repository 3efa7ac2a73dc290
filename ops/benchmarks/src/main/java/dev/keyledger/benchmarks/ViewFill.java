package dev.keyledger.benchmarks;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;

/// Watches a view while it takes the whole ledger.
///
/// @param database the ledger's, which has the table of the views' progress already
/// @param view the view's name
record ViewFill(Database database, String view) implements Callable<Double> {
  private static final Duration PAUSE = Duration.ofMillis(20);

  /// Events per second, from when it has the first of them until it has all.
  @Override
  public Double call() throws SQLException, InterruptedException {
    long first = await(1);
    long begun = System.nanoTime();
    long all = await(database.number("SELECT position FROM ledger.head"));
    return (all - first) * 1e9 / (System.nanoTime() - begun);
  }

  private long await(long position) throws SQLException, InterruptedException {
    long reached = position();
    while (reached < position) {
      Thread.sleep(PAUSE);
      reached = position();
    }
    return reached;
  }

  private long position() throws SQLException {
    return database.number(
        "SELECT coalesce(max(position), 0) FROM view.progress WHERE view = '%s'".formatted(view));
  }
}
