package dev.keyledger.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Tells other nodes how far the ledger goes.
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

  private final Tail tail;
  private long announced;

  HeadAnnouncer(Tail tail) {
    this.tail = tail;
  }

  @Override
  public void take(Connection session) throws SQLException, InterruptedException {
    announced = Math.min(announced, tail.position());
    if (tail.awaitAfter(announced, WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
      announced = tail.position();
      announce(session, announced);
      LockSupport.parkNanos(BREATH.toNanos());
    }
  }

  private static void announce(Connection session, long position) throws SQLException {
    try (var statement = session.prepareStatement(ANNOUNCE)) {
      statement.setString(1, Long.toString(position));
      statement.execute();
    }
  }
}
