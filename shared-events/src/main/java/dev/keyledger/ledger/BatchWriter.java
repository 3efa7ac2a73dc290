package dev.keyledger.ledger;

import java.sql.SQLException;
import java.util.List;

/// Writes batches, one after the other. A batch is one transaction: lock the head, insert the rows,
/// move the head, commit.
final class BatchWriter implements AutoCloseable {
  private final WriterSession session;
  private final CommitOutcome outcome;
  private final boolean despiteDoubt;
  private long written;

  BatchWriter(Sessions sessions) {
    this(sessions, false);
  }

  private BatchWriter(Sessions sessions, boolean despiteDoubt) {
    this.session = new WriterSession(sessions);
    this.despiteDoubt = despiteDoubt;
    this.outcome = new CommitOutcome(sessions);
  }

  /// A writer for the operator who accepts a history that is in doubt: what it stores ends the
  /// doubt.
  static BatchWriter despiteDoubt(Sessions sessions) {
    return new BatchWriter(sessions, true);
  }

  /// Begins a batch: nobody else appends until it is stored.
  ///
  /// @throws LedgerUnavailable when PostgreSQL cannot be asked now, or nothing may be appended
  Head lockHead() {
    try {
      Head head = session.lockHead();
      requireUnbroken(head);
      return head;
    } catch (SQLException e) {
      close();
      throw new LedgerUnavailable(AppendRefusal.UNAVAILABLE, "the events were not stored", e);
    } catch (RuntimeException e) {
      close(); // whatever it is, the head must not stay locked
      throw e;
    }
  }

  /// Stores all of these events after the head that is held, or none. It is not held after that.
  ///
  /// @return the position of the last of them, on disk when this returns
  /// @throws EventsRefused when PostgreSQL does not take them
  /// @throws LedgerUnavailable when they are not stored
  /// @throws OutcomeUnknown when it cannot be said whether they are stored
  long store(List<NewEvent> events, Head held) {
    Batch batch = next(events, held);
    store(batch);
    written = batch.head().position();
    return written;
  }

  private Batch next(List<NewEvent> events, Head held) {
    try {
      return held.next(events);
    } catch (RuntimeException e) {
      close(); // whatever it is, the head must not stay locked
      throw e;
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
      session.commitStop(doubt);
      HistoryStop.raiseAlarm(doubt);
    }
    if (doubt != null && !despiteDoubt) {
      // The doubt is noted now; once it is accepted, what this node wrote counts no more.
      written = 0;
      session.rollback();
      throw new LedgerUnavailable(AppendRefusal.STOPPED, "nothing is appended: " + doubt);
    }
  }

  private void store(Batch batch) {
    try {
      session.commit(batch);
    } catch (SQLException e) {
      if (isAboutTheEvents(e)) {
        session.rollback();
        throw new EventsRefused(e);
      }
      close();
      outcome.require(batch, e);
    }
  }

  /// Classes of SQLSTATE (PostgreSQL, appendix A) that a row itself can cause: data exception,
  /// integrity constraint violation, program limit exceeded.
  private static boolean isAboutTheEvents(SQLException e) {
    String state = e.getSQLState();
    return state != null
        && (state.startsWith("22") || state.startsWith("23") || state.startsWith("54"));
  }

  @Override
  public void close() {
    session.close();
  }
}
