package dev.keyledger.ledger;

import dev.keyledger.ledger.proof.Hash;
import dev.keyledger.ledger.proof.TreeEdge;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// The session in which one writer writes. It is opened when it is needed.
///
/// A batch whose head is foreseen is one statement and one round trip. For any other the first
/// round trip begins a transaction by locking the head, and the second ends it. Whoever holds the
/// head is the only writer of all nodes, so positions have no gaps and are in the order of commits.
final class WriterSession implements AutoCloseable {
  /// The clock is read after the lock is held: what waited for it is not dated back.
  private static final String LOCK_HEAD =
      """
      WITH head AS MATERIALIZED (
        SELECT position, occurred_at, edge, stopped_because FROM ledger.head FOR UPDATE)
      SELECT position, edge, greatest(clock_timestamp(), occurred_at), stopped_because,
        clock_timestamp()
      FROM head
      """;

  /// `unnest` stands where rows are made of it as they are needed; after `FROM`, each array would
  /// be stored first.
  private static final String ROWS =
      """
      INSERT INTO ledger.event
        (occurred_at, position, event_id, aggregate_id, aggregate_type, sequence_number,
         payload_type, payload_revision, payload, metadata, leaf_hash)
      SELECT ?::timestamptz, unnest(?::bigint[]),
        unnest(?::text[]), unnest(?::text[]), unnest(?::text[]), unnest(?::bigint[]),
        unnest(?::text[]), unnest(?::text[]), unnest(?::text[]), unnest(?::text[]),
        unnest(?::bytea[])
      """;

  private static final String MOVE_HEAD =
      """
      UPDATE ledger.head
      SET position = ?, occurred_at = ?::timestamptz, edge = ?, stopped_because = NULL
      """;

  private static final String LEFT =
      "RETURNING ctid::text AS place, xmin::text AS version, clock_timestamp() AS clock";

  /// The commit travels with the rows, and is skipped when PostgreSQL refuses them.
  private static final String STORE =
      "WITH appended AS (" + ROWS + ")" + MOVE_HEAD + LEFT + "; COMMIT";

  /// Where somebody else holds the head, PostgreSQL waits, and then looks at the conditions again.
  ///
  /// The row is taken where it lies. Whoever reads for long, `pg_dump` for one, keeps all its older
  /// versions alive, thousands in a few seconds, and a search would go through them each time.
  static final String STORE_FORESEEN =
      "WITH moved AS ("
          + MOVE_HEAD
          + """
          WHERE ctid = ?::text::tid AND xmin = ?::text::xid AND stopped_because IS NULL
            AND ?::timestamptz BETWEEN clock_timestamp() - ?::interval AND clock_timestamp()
          """
          + LEFT
          + "), appended AS ("
          + ROWS
          + "FROM moved) SELECT place, version, clock FROM moved";

  /// A writer that is frozen while it holds the head is thrown out after a second; one that waits
  /// for the head looks after that whether there is still such a one.
  ///
  /// A table of one page PostgreSQL would search even for a row whose place it is told, and it
  /// would stay with that plan when there are thousands of pages. Before version 18 it takes a
  /// search that is off for so dear, where the lock needs one all the same, that it compiles it
  /// first: 68 ms.
  static final String SETTINGS =
      """
      SET enable_seqscan = off;
      SET jit = off;
      SET idle_in_transaction_session_timeout = '1s';
      SET lock_timeout = '1200ms';
      SET statement_timeout = '5s';
      SET synchronous_commit = on
      """;

  private static final int ATTEMPTS = 3;
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private final Sessions sessions;
  private @Nullable Connection connection;
  private Foresight foresight = new Foresight();
  private boolean holdsHead;

  WriterSession(Sessions sessions) {
    this.sessions = sessions;
  }

  /// The head that the next batch follows, if it is foreseen. Nothing is held then.
  @Nullable Head foreseenHead() {
    return foresight.head();
  }

  /// Whether a transaction has begun that holds the head.
  boolean holdsHead() {
    return holdsHead;
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
        holdsHead = false;
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
    return lockHead(connection);
  }

  private Head lockHead(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    holdsHead = true;
    try (var statement = connection.prepareStatement(LOCK_HEAD);
        var row = statement.executeQuery()) {
      row.next();
      var head =
          new Head(TreeEdge.of(row.getLong(1), row.getBytes(2)), instant(row, 3), row.getString(4));
      foresight.found(head, instant(row, 5));
      return head;
    }
  }

  private static boolean isConnectionLost(SQLException e) {
    String state = e.getSQLState();
    return state != null
        && (state.startsWith("08") || state.startsWith("57P") || state.equals("25P03"));
  }

  private static Instant instant(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  /// Stores the rows, moves the head, and commits.
  ///
  /// @return whether it did; never false where the head is held. Nothing is stored where the head
  ///   is not what was foreseen
  boolean store(Batch batch) throws SQLException {
    return holdsHead ? storeHeld(batch) : storeForeseen(batch);
  }

  private boolean storeHeld(Batch batch) throws SQLException {
    try (var statement = connected().prepareStatement(STORE)) {
      setRows(statement, 1, batch);
      setHead(statement, 12, batch.head());
      boolean stored = execute(statement, batch.head());
      holdsHead = false;
      return stored;
    }
  }

  private boolean storeForeseen(Batch batch) throws SQLException {
    connected().setAutoCommit(true);
    try (var statement = connected().prepareStatement(STORE_FORESEEN)) {
      setHead(statement, 1, batch.head());
      statement.setString(4, foresight.place());
      statement.setString(5, foresight.version());
      statement.setObject(6, batch.head().now().atOffset(ZoneOffset.UTC));
      statement.setString(7, Foresight.LIFE.toString());
      setRows(statement, 8, batch);
      return execute(statement, batch.head());
    } catch (SQLException e) {
      if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
        foresight.missed();
        return false;
      }
      throw e;
    }
  }

  private boolean execute(PreparedStatement statement, Head head) throws SQLException {
    statement.execute();
    try (var row = statement.getResultSet()) {
      if (row.next()) {
        foresight.left(head, row.getString(1), row.getString(2), instant(row, 3));
        return true;
      }
      foresight.missed();
      return false;
    }
  }

  private static void setHead(PreparedStatement statement, int first, Head head)
      throws SQLException {
    statement.setLong(first, head.position());
    statement.setObject(first + 1, head.now().atOffset(ZoneOffset.UTC));
    statement.setBytes(first + 2, head.edge().hashes());
  }

  private static void setRows(PreparedStatement statement, int first, Batch batch)
      throws SQLException {
    var events = batch.events();
    statement.setObject(first, batch.head().now().atOffset(ZoneOffset.UTC));
    statement.setObject(
        first + 1, LongStream.rangeClosed(batch.first(), batch.head().position()).toArray());
    texts(statement, first + 2, batch, NewEvent::eventId);
    texts(statement, first + 3, batch, NewEvent::aggregateId);
    texts(statement, first + 4, batch, NewEvent::aggregateType);
    statement.setObject(first + 5, events.stream().mapToLong(NewEvent::sequenceNumber).toArray());
    texts(statement, first + 6, batch, NewEvent::payloadType);
    texts(statement, first + 7, batch, NewEvent::payloadRevision);
    texts(statement, first + 8, batch, NewEvent::payload);
    texts(statement, first + 9, batch, NewEvent::metadata);
    statement.setObject(
        first + 10, batch.leaves().stream().map(Hash::bytes).toArray(byte[][]::new));
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
    holdsHead = false;
  }

  /// Ends the transaction, if there is one, with nothing done, and lets others have the head.
  void rollback() {
    if (!holdsHead) {
      return;
    }
    holdsHead = false;
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
    foresight = new Foresight();
    holdsHead = false;
  }
}
