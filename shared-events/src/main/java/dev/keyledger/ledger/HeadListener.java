package dev.keyledger.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/// Hears from other nodes how far the ledger goes, and looks for itself when it has heard nothing
/// for a while: notifications may be lost with a session.
final class HeadListener implements SessionLoop.Turn {
  /// How long a lost notification may go unnoticed; also the price of being idle: one small
  /// statement in this time.
  private static final Duration LOOK = Duration.ofMillis(500);

  private final Tail tail;

  HeadListener(Tail tail) {
    this.tail = tail;
  }

  @Override
  public void begin(Connection session) throws SQLException {
    try (var listen = session.createStatement()) {
      listen.execute("LISTEN " + HeadAnnouncer.CHANNEL);
    }
    look(session);
  }

  @Override
  public void take(Connection session) throws SQLException {
    PGNotification[] heard =
        session.unwrap(PGConnection.class).getNotifications(Math.toIntExact(LOOK.toMillis()));
    if (heard == null || heard.length == 0) {
      look(session);
    } else {
      tail.advanceTo(Long.parseLong(heard[heard.length - 1].getParameter()));
    }
  }

  private void look(Connection session) throws SQLException {
    try (var statement = session.prepareStatement("SELECT position FROM ledger.head");
        var head = statement.executeQuery()) {
      if (head.next()) {
        tail.advanceTo(head.getLong(1));
      }
    }
  }
}
