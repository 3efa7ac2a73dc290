package dev.keyledger.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Tells other nodes how far the ledger goes, each time that this node has appended to it. What it
/// hears from them it does not repeat: they have told everybody.
///
/// Outside the transaction that appends: inside it, PostgreSQL would let only one transaction at a
/// time commit. What is appended while an announcement is under way goes into the next.
final class HeadAnnouncer implements SessionLoop.Turn {
  static final String CHANNEL = "keyledger_head";

  private static final String ANNOUNCE = "SELECT pg_notify('" + CHANNEL + "', ?)";

  /// The least time from one announcement to the next, so that a busy ledger's database spends its
  /// time on events.
  private static final Duration BREATH = Duration.ofMillis(3);

  private static final Duration WAIT = Duration.ofMillis(500);

  /// The newest position that is not announced yet, if there is one.
  private final BlockingQueue<Long> appended = new ArrayBlockingQueue<>(1);

  private long announced;

  /// Has it announced that the ledger goes to `position`, soon. Called by the node's one writer.
  void appended(long position) {
    appended.clear();
    appended.add(position);
  }

  /// What was under way when a session broke may not have arrived.
  @Override
  public void begin(Connection session) throws SQLException {
    if (announced > 0) {
      announce(session);
    }
  }

  @Override
  public void take(Connection session) throws SQLException, InterruptedException {
    Long position = appended.poll(WAIT.toMillis(), TimeUnit.MILLISECONDS);
    if (position != null) {
      announced = position;
      announce(session);
      LockSupport.parkNanos(BREATH.toNanos());
    }
  }

  private void announce(Connection session) throws SQLException {
    try (var statement = session.prepareStatement(ANNOUNCE)) {
      statement.setString(1, Long.toString(announced));
      statement.execute();
    }
  }
}
