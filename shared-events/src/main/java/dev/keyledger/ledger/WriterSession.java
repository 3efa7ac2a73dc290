package dev.keyledger.ledger;

import dev.keyledger.ledger.proof.Hash;
import dev.keyledger.ledger.proof.TreeEdge;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// The session in which one writer writes: transactions of two round trips, of which the first
/// begins one by locking the head, and the second ends it. It is opened when it is needed.
///
/// Whoever holds the head is the only writer of all nodes, so positions have no gaps and are in the
/// order of commits.
final class WriterSession implements AutoCloseable {
  /// The clock is read after the lock is held: what waited for it is not dated back.
  private static final String LOCK_HEAD =
      """
      WITH head AS MATERIALIZED (
        SELECT position, occurred_at, edge, stopped_because FROM ledger.head FOR UPDATE)
      SELECT position, edge, greatest(clock_timestamp(), occurred_at), stopped_because FROM head
      """;

  /// The commit travels with the rows, and is skipped when PostgreSQL refuses them. `unnest` stands
  /// where rows are made of it as they are needed; after `FROM`, each array would be stored first.
  private static final String APPEND =
      """
      WITH appended AS (
        INSERT INTO ledger.event
          (occurred_at, position, event_id, aggregate_id, aggregate_type, sequence_number,
           payload_type, payload_revision, payload, metadata, leaf_hash)
        SELECT ?::timestamptz, unnest(?::bigint[]),
          unnest(?::text[]), unnest(?::text[]), unnest(?::text[]), unnest(?::bigint[]),
          unnest(?::text[]), unnest(?::text[]), unnest(?::text[]), unnest(?::text[]),
          unnest(?::bytea[]))
      UPDATE ledger.head
      SET position = ?, occurred_at = ?::timestamptz, edge = ?, stopped_because = NULL;
      COMMIT
      """;

  /// A writer that is frozen while it holds the head is thrown out after a second; one that waits
  /// for the head looks after that whether there is still such a one.
  private static final String SETTINGS =
      """
      SET idle_in_transaction_session_timeout = '1s';
      SET lock_timeout = '1200ms';
      SET statement_timeout = '5s';
      SET synchronous_commit = on
      """;

  private static final int ATTEMPTS = 3;
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private final Sessions sessions;
  private @Nullable Connection connection;

  WriterSession(Sessions sessions) {
    this.sessions = sessions;
  }

  /// Begins a transaction and holds the head in it.
  Head lockHead() throws SQLException {
    SQLException late = null;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        return lockHeadOnce();
      } catch (SQLException e) {
        if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
          throw e;
        }
        late = e;
        connected().rollback();
        FrozenWriters.end(connected());
      }
    }
    throw Objects.requireNonNull(late);
  }

  private Head lockHeadOnce() throws SQLException {
    if (connection != null) {
      try {
        return lockHead(connection);
      } catch (SQLException e) {
        if (!isConnectionLost(e)) {
          throw e;
        }
        // An idle session may have died long ago; nothing has been written in it yet.
        close();
      }
    }
    connection = sessions.open(FrozenWriters.APPLICATION, SETTINGS);
    connection.setAutoCommit(false);
    return lockHead(connection);
  }

  private static Head lockHead(Connection connection) throws SQLException {
    try (var statement = connection.prepareStatement(LOCK_HEAD);
        var row = statement.executeQuery()) {
      row.next();
      return new Head(
          TreeEdge.of(row.getLong(1), row.getBytes(2)),
          row.getObject(3, OffsetDateTime.class).toInstant(),
          row.getString(4));
    }
  }

  private static boolean isConnectionLost(SQLException e) {
    String state = e.getSQLState();
    return state != null
        && (state.startsWith("08") || state.startsWith("57P") || state.equals("25P03"));
  }

  /// Stores the rows, moves the head, and commits.
  void commit(Batch batch) throws SQLException {
    try (var statement = connected().prepareStatement(APPEND)) {
      var now = batch.head().now().atOffset(ZoneOffset.UTC);
      statement.setObject(1, now);
      statement.setObject(
          2, LongStream.rangeClosed(batch.first(), batch.head().position()).toArray());
      texts(statement, 3, batch, NewEvent::eventId);
      texts(statement, 4, batch, NewEvent::aggregateId);
      texts(statement, 5, batch, NewEvent::aggregateType);
      statement.setObject(6, batch.events().stream().mapToLong(NewEvent::sequenceNumber).toArray());
      texts(statement, 7, batch, NewEvent::payloadType);
      texts(statement, 8, batch, NewEvent::payloadRevision);
      texts(statement, 9, batch, NewEvent::payload);
      texts(statement, 10, batch, NewEvent::metadata);
      statement.setObject(11, batch.leaves().stream().map(Hash::bytes).toArray(byte[][]::new));
      statement.setLong(12, batch.head().position());
      statement.setObject(13, now);
      statement.setBytes(14, batch.head().edge().hashes());
      statement.executeUpdate();
    }
  }

  private static void texts(
      PreparedStatement statement, int parameter, Batch batch, Function<NewEvent, String> field)
      throws SQLException {
    statement.setObject(parameter, batch.events().stream().map(field).toArray(String[]::new));
  }

  /// Notes why nothing may be appended, and commits that.
  void commitStop(String doubt) throws SQLException {
    try (var statement = connected().prepareStatement(HistoryStop.NOTE)) {
      statement.setString(1, doubt);
      statement.executeUpdate();
    }
    connected().commit();
  }

  /// Ends the transaction with nothing done, and lets others have the head.
  void rollback() {
    try {
      connected().rollback();
    } catch (SQLException _) {
      close(); // a transaction ends with its session too
    }
  }

  private Connection connected() {
    return Objects.requireNonNull(connection, "the head is locked in a session");
  }

  @Override
  public void close() {
    Sessions.end(connection);
    connection = null;
  }
}
