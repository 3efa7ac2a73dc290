package dev.keyledger.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.stream.Stream;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/// Hears from other nodes how far the ledger goes, and looks for itself now and then: notifications
/// may be lost with a session, and nobody announces that appends are stopped.
final class HeadListener implements SessionLoop.Turn {
  /// How long a lost notification may go unnoticed; also the price of it: one small statement in
  /// this time.
  private static final Duration LOOK = Duration.ofMillis(500);

  /// Whether appends are stopped an index knows, which PostgreSQL leaves alone as long as the table
  /// has one page.
  static final String SETTINGS = "SET statement_timeout = '5s'; SET enable_seqscan = off";

  static final String HEAD =
      """
      SELECT coalesce(max(position), 0),
        EXISTS (SELECT FROM ledger.head WHERE stopped_because IS NOT NULL)
      FROM ledger.event
      """;

  private final Tail tail;
  private final LedgerMeters meters;
  private long looked;

  HeadListener(Tail tail, LedgerMeters meters) {
    this.tail = tail;
    this.meters = meters;
  }

  @Override
  public void begin(Connection session) throws SQLException {
    try (var listen = session.createStatement()) {
      listen.execute("LISTEN " + HeadAnnouncer.CHANNEL);
    }
    meters.heard();
    look(session);
  }

  @Override
  public void take(Connection session) throws SQLException {
    PGNotification[] heard =
        session.unwrap(PGConnection.class).getNotifications(Math.toIntExact(LOOK.toMillis()));
    if (heard != null && heard.length > 0) {
      tail.advanceTo(farthest(heard));
      meters.heard();
    }
    if (System.nanoTime() - looked > LOOK.toNanos()) {
      look(session);
    }
  }

  /// What one node has appended last may be announced after what another one has appended since.
  private static long farthest(PGNotification[] heard) {
    return Stream.of(heard)
        .map(PGNotification::getParameter)
        .mapToLong(Long::parseLong)
        .max()
        .orElseThrow();
  }

  private void look(Connection session) throws SQLException {
    long heard = tail.position();
    try (var statement = session.prepareStatement(HEAD);
        var head = statement.executeQuery()) {
      if (head.next()) {
        long position = head.getLong(1);
        if (position < heard) {
          tail.retreat(heard, position);
        }
        tail.advanceTo(position);
        meters.stopped(head.getBoolean(2));
      }
    }
    looked = System.nanoTime();
  }
}
