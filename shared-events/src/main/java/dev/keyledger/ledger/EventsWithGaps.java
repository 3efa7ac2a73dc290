package dev.keyledger.ledger;

import dev.keyledger.ledger.proof.TreeEdge;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;

/// Moves the events of the engine that came before, whose positions had gaps and whose times were
/// each node's own, to positions without gaps and times that never run backwards.
final class EventsWithGaps implements JavaMigration {
  private static final String OLD =
      """
      SELECT event_id, aggregate_id, aggregate_type, sequence_number,
        payload_type, payload_revision, payload, metadata, occurred_at
      FROM ledger.event_with_gaps ORDER BY position
      """;

  private static final String NEW =
      """
      INSERT INTO ledger.event
        (event_id, aggregate_id, aggregate_type, sequence_number,
         payload_type, payload_revision, payload, metadata, occurred_at, position, leaf_hash)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private static final int PAGE = 1000;

  @Override
  public MigrationVersion getVersion() {
    return MigrationVersion.fromVersion("3");
  }

  @Override
  public String getDescription() {
    return "events without gaps";
  }

  @Override
  public @Nullable Integer getChecksum() {
    return null;
  }

  @Override
  public boolean canExecuteInTransaction() {
    return true;
  }

  @Override
  public void migrate(Context context) throws SQLException {
    Connection connection = context.getConnection();
    var head = new Head(TreeEdge.EMPTY, Instant.EPOCH);
    try (var old = connection.prepareStatement(OLD);
        var insert = connection.prepareStatement(NEW)) {
      old.setFetchSize(PAGE);
      try (ResultSet row = old.executeQuery()) {
        while (row.next()) {
          head = move(row, head, insert);
        }
      }
    }
    if (head.position() > 0) {
      moveHead(connection, head);
    }
    try (var drop = connection.createStatement()) {
      drop.execute("DROP TABLE ledger.event_with_gaps");
    }
  }

  private static Head move(ResultSet row, Head head, PreparedStatement insert) throws SQLException {
    var batch = new Head(head.edge(), later(head.now(), row)).next(List.of(event(row)));
    for (int column = 1; column <= 8; column++) {
      insert.setObject(column, row.getObject(column));
    }
    insert.setObject(9, batch.head().now().atOffset(ZoneOffset.UTC));
    insert.setLong(10, batch.first());
    insert.setBytes(11, batch.leaves().getFirst().bytes());
    insert.executeUpdate();
    return batch.head();
  }

  private static Instant later(Instant last, ResultSet row) throws SQLException {
    var time = Instant.parse(row.getString(9));
    return time.isAfter(last) ? time : last;
  }

  private static NewEvent event(ResultSet row) throws SQLException {
    return new NewEvent(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getLong(4),
        row.getString(5),
        row.getString(6),
        row.getString(7),
        row.getString(8));
  }

  private static void moveHead(Connection connection, Head head) throws SQLException {
    try (var update =
        connection.prepareStatement(
            "UPDATE ledger.head SET position = ?, occurred_at = ?, edge = ?")) {
      update.setLong(1, head.position());
      update.setObject(2, head.now().atOffset(ZoneOffset.UTC));
      update.setBytes(3, head.edge().hashes());
      update.executeUpdate();
    }
  }
}
