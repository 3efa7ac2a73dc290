package dev.keyledger.ledger;

import java.sql.SQLException;
import java.util.List;

/// Writes batches, one after the other. A batch is one transaction: lock the head, insert the rows,
/// move the head, commit. Where the head is foreseen, it is one statement, too.
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

  /// Begins a batch. The head is held, so that nobody else appends until the batch is stored; or it
  /// is foreseen, and only a guess.
  ///
  /// @throws LedgerUnavailable when PostgreSQL cannot be asked now, or nothing may be appended
  Head head() {
    Head foreseen = session.foreseenHead();
    return foreseen == null ? lockHead() : foreseen;
  }

  private Head lockHead() {
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

  /// Stores all of these events after this head, or none. Where it was foreseen, and somebody else
  /// has come first, they are stored after the head that is there. It is not held after that.
  ///
  /// @param head what [#head] returned
  /// @return the position of the last of them, on disk when this returns
  /// @throws EventsRefused when PostgreSQL does not take them
  /// @throws LedgerUnavailable when they are not stored
  /// @throws OutcomeUnknown when it cannot be said whether they are stored
  long store(List<NewEvent> events, Head head) {
    Batch batch = next(events, head);
    if (!isStored(batch)) {
      batch = next(events, lockHead());
      if (!isStored(batch)) {
        throw new IllegalStateException("the head has moved while it was held");
      }
    }
    written = batch.head().position();
    return written;
  }

  private Batch next(List<NewEvent> events, Head head) {
    try {
      return head.next(events);
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

  /// Whether the batch is stored; false only where its head was foreseen.
  private boolean isStored(Batch batch) {
    boolean held = session.holdsHead();
    try {
      return session.store(batch);
    } catch (SQLException e) {
      if (isAboutTheEvents(e)) {
        session.rollback();
        throw new EventsRefused(e);
      }
      boolean stored = isStoredAfter(e, batch);
      if (held && !stored) {
        throw new LedgerUnavailable(AppendRefusal.UNAVAILABLE, "the commit did not take place", e);
      }
      return stored;
    } catch (RuntimeException | Error e) {
      // A defect, which says nothing about the commit either.
      if (!isStoredAfter(e, batch)) {
        throw e;
      }
      return true;
    }
  }

  private boolean isStoredAfter(Throwable failure, Batch batch) {
    close();
    return outcome.isStored(batch, failure);
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
