package dev.keyledger.ledger;

import dev.keyledger.ledger.proof.Hash;
import dev.keyledger.ledger.proof.TreeEdge;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// Writes batches, one after the other, in a session of its own.
///
/// A batch is one transaction: lock the head, insert the rows, move the head, commit; in two round
/// trips, of which the first begins it and the second ends it. Whoever holds the head is the only
/// writer of all nodes, so positions have no gaps and are in the order of commits.
final class BatchWriter implements AutoCloseable {
  /// The clock is read after the lock is held: what waited for it is not dated back.
  private static final String LOCK_HEAD =
      """
      WITH head AS MATERIALIZED (
        SELECT position, occurred_at, edge, stopped_because FROM ledger.head FOR UPDATE)
      SELECT position, edge, greatest(clock_timestamp(), occurred_at), stopped_because FROM head
      """;

  /// The commit travels with the rows, and is skipped when PostgreSQL refuses them.
  private static final String APPEND =
      """
      WITH appended AS (
        INSERT INTO ledger.event
          (position, event_id, aggregate_id, aggregate_type, sequence_number,
           payload_type, payload_revision, payload, metadata, leaf_hash, occurred_at)
        SELECT *, ?::timestamptz FROM unnest(
          ?::bigint[], ?::text[], ?::text[], ?::text[], ?::bigint[],
          ?::text[], ?::text[], ?::text[], ?::text[], ?::bytea[]))
      UPDATE ledger.head
      SET position = ?, occurred_at = ?::timestamptz, edge = ?, stopped_because = NULL;
      COMMIT
      """;

  /// A writer that is frozen while it holds the head is thrown out after a second; one that waits
  /// for the head looks after that whether there is still such a one.
  private static final String OPTIONS =
      "-c idle_in_transaction_session_timeout=1s -c lock_timeout=1200ms -c statement_timeout=5s"
          + " -c synchronous_commit=on";

  private static final int ATTEMPTS = 3;
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private final Sessions sessions;
  private final CommitOutcome outcome;
  private final boolean despiteDoubt;
  private @Nullable Connection session;
  private long written;

  BatchWriter(Sessions sessions) {
    this(sessions, false);
  }

  private BatchWriter(Sessions sessions, boolean despiteDoubt) {
    this.sessions = sessions;
    this.despiteDoubt = despiteDoubt;
    this.outcome = new CommitOutcome(sessions);
  }

  /// A writer for the operator who accepts a history that is in doubt: what it stores ends the
  /// doubt.
  static BatchWriter despiteDoubt(Sessions sessions) {
    return new BatchWriter(sessions, true);
  }

  /// Stores all of these events, or none.
  ///
  /// @return the position of the last of them, on disk when this returns
  /// @throws EventsRefused when PostgreSQL does not take them
  /// @throws LedgerUnavailable when it cannot be asked now
  /// @throws OutcomeUnknown when it cannot be said whether they are stored
  long write(List<NewEvent> events) {
    Batch batch = next(events);
    store(batch);
    written = batch.head().position();
    return written;
  }

  /// Locks the head, and gives these events the positions after it.
  private Batch next(List<NewEvent> events) {
    try {
      Head head = lockHead();
      requireUnbroken(head);
      return head.next(events);
    } catch (SQLException e) {
      close();
      throw new LedgerUnavailable(AppendRefusal.UNAVAILABLE, "the events were not stored", e);
    } catch (RuntimeException e) {
      close(); // whatever it is, the head must not stay locked
      throw e;
    }
  }

  private void store(Batch batch) {
    try {
      append(batch);
    } catch (SQLException e) {
      if (isAboutTheEvents(e)) {
        rollback();
        throw new EventsRefused(e);
      }
      close();
      outcome.require(batch, e);
    }
  }

  /// Nothing is appended to a history that is in doubt: a backup that was restored, or a ledger
  /// that somebody rewrote.
  private void requireUnbroken(Head head) throws SQLException {
    String doubt = head.stoppedBecause();
    if (doubt == null && head.position() < written) {
      doubt =
          "the ledger ends at %d, but this node has written up to %d"
              .formatted(head.position(), written);
      stop(doubt);
    }
    if (doubt != null && !despiteDoubt) {
      // The doubt is noted now; once it is accepted, what this node wrote counts no more.
      written = 0;
      requireSession().rollback();
      throw new LedgerUnavailable(AppendRefusal.STOPPED, "nothing is appended: " + doubt);
    }
  }

  private void stop(String doubt) throws SQLException {
    try (var statement = requireSession().prepareStatement(HistoryStop.NOTE)) {
      statement.setString(1, doubt);
      statement.executeUpdate();
    }
    requireSession().commit();
    HistoryStop.raiseAlarm(doubt);
  }

  private Head lockHead() throws SQLException {
    SQLException late = null;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        return lockHeadOnce();
      } catch (SQLException e) {
        if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
          throw e;
        }
        late = e;
        requireSession().rollback();
        FrozenWriters.end(requireSession());
      }
    }
    throw Objects.requireNonNull(late);
  }

  private Head lockHeadOnce() throws SQLException {
    if (session != null) {
      try {
        return lockHead(session);
      } catch (SQLException e) {
        if (!isConnectionLost(e)) {
          throw e;
        }
        // An idle session may have died long ago; nothing has been written in it yet.
        close();
      }
    }
    session = sessions.open(FrozenWriters.APPLICATION, OPTIONS);
    session.setAutoCommit(false);
    return lockHead(session);
  }

  private static Head lockHead(Connection session) throws SQLException {
    try (var statement = session.prepareStatement(LOCK_HEAD);
        var row = statement.executeQuery()) {
      row.next();
      return new Head(
          TreeEdge.of(row.getLong(1), row.getBytes(2)),
          row.getObject(3, OffsetDateTime.class).toInstant(),
          row.getString(4));
    }
  }

  private void append(Batch batch) throws SQLException {
    try (var statement = requireSession().prepareStatement(APPEND)) {
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

  private void rollback() {
    try {
      requireSession().rollback();
    } catch (SQLException _) {
      close();
    }
  }

  /// Classes of SQLSTATE (PostgreSQL, appendix A) that a row itself can cause: data exception,
  /// integrity constraint violation, program limit exceeded.
  private static boolean isAboutTheEvents(SQLException e) {
    String state = e.getSQLState();
    return state != null
        && (state.startsWith("22") || state.startsWith("23") || state.startsWith("54"));
  }

  private static boolean isConnectionLost(SQLException e) {
    String state = e.getSQLState();
    return state != null
        && (state.startsWith("08") || state.startsWith("57P") || state.equals("25P03"));
  }

  private Connection requireSession() {
    return Objects.requireNonNull(session, "the head is locked in a session");
  }

  @Override
  public void close() {
    Sessions.end(session);
    session = null;
  }
}
