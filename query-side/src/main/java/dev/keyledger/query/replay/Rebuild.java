package dev.keyledger.query.replay;

import dev.keyledger.ledger.LedgerEntry;
import dev.keyledger.ledger.LedgerFeed;
import dev.keyledger.query.view.Progress;
import dev.keyledger.query.view.View;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// Makes a view again beside the live one, compares the two, and puts the new one in the place of
/// the old.
///
/// Whatever it has done is noted in the same transaction, so that it can go on from there after an
/// interruption, on whichever node. The rebuilt view is never ahead of the live one; in the end
/// both are at the same position, in one transaction, so that nobody who asks sees anything go
/// backwards.
final class Rebuild {
  private static final Logger log = LoggerFactory.getLogger(Rebuild.class);

  /// How many events may be left when readers have to wait until they are taken.
  private static final int LAST_EVENTS = 1000;

  /// How long readers may have to wait because somebody before them still reads the old tables, or
  /// because this process is frozen while it holds them.
  private static final String PATIENCE =
      """
      SELECT set_config('lock_timeout', '100ms', true),
        set_config('idle_in_transaction_session_timeout', '5s', true)
      """;

  /// SQLSTATE `lock_not_available`.
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  /// What is lost in a crash is replayed again. PostgreSQL would rather read a table whole than
  /// look up some thousand rows of it, page after page.
  private static final String FOR_A_PAGE =
      """
      SELECT set_config('synchronous_commit', 'off', true), set_config('enable_seqscan', 'off', true),
        set_config('idle_in_transaction_session_timeout', '30s', true)
      """;

  private static final Duration PAUSE = Duration.ofMillis(500);

  /// After so many rows it is seen whether the replay is to end.
  private static final int ROWS = 20_000;

  private final View view;
  private final ReplaySession session;
  private final JdbcConnectionDetails database;
  private final LedgerFeed ledger;
  private final Replays shared;
  private final ReplayMeters meters;
  private final Replays replays;
  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;
  private final RebuiltSchema schema;
  private final Progress live;
  private long rows;

  /// @param session which has the view for itself
  /// @param database where another session can be had
  /// @param shared what is known of replays, on another connection than the session's
  Rebuild(
      View view,
      ReplaySession session,
      JdbcConnectionDetails database,
      LedgerFeed ledger,
      Replays shared,
      ReplayMeters meters) {
    this.view = view;
    this.session = session;
    this.database = database;
    this.ledger = ledger;
    this.shared = shared;
    this.meters = meters;
    this.jdbc = session.jdbc();
    this.replays = new Replays(jdbc);
    this.transactions = session.transactions();
    this.schema = new RebuiltSchema(view, session.operations());
    this.live = new Progress(jdbc, view.name());
  }

  /// Goes on from wherever the replay is, to its end.
  ///
  /// @throws ReplayCancelled when somebody wished that it ends
  void run() throws SQLException, InterruptedException {
    shared.requireWanted(view.name());
    Replay replay = current();
    if (replay.state().equals(ReplayState.WAITING.word())) {
      transactions.executeWithoutResult(_ -> {
        schema.create();
        replays.enter(view.name(), ReplayState.BUILDING);
      });
    }
    catchUpTo(live.read());
    makeIndexes();
    catchUpTo(live.read());
    replays.enter(view.name(), ReplayState.COMPARING);
    boolean equal = compare();
    if (replay.dryRun()) {
      end(ReplayState.FINISHED, null);
    } else {
      replays.enter(view.name(), ReplayState.SWITCHING);
      switchOver(equal);
    }
  }

  /// Throws away what was made.
  ///
  /// @param failure why; absent when there is no error
  void end(ReplayState state, @Nullable String failure) {
    transactions.executeWithoutResult(_ -> {
      schema.drop();
      replays.end(view.name(), state, failure);
    });
    meters.over(view, state);
  }

  private Replay current() {
    return replays.of(view.name()).orElseThrow();
  }

  /// One page is written while the next is read.
  private void catchUpTo(long end) throws InterruptedException {
    try (var pages = new EventPages(ledger, current().eventsDone(), end)) {
      long begun = System.nanoTime();
      for (var page = pages.next(); !page.isEmpty(); page = pages.next()) {
        take(page, end, begun);
        meters.reached(view, page.getLast().position(), end);
        begun = System.nanoTime();
      }
    }
  }

  private void take(List<LedgerEntry> events, long end, long begun) {
    transactions.executeWithoutResult(_ -> {
      jdbc.sql(FOR_A_PAGE).query().singleRow();
      view.apply(events, schema.tables());
      var worked = Duration.ofNanos(System.nanoTime() - begun);
      replays.moveTo(view.name(), events.getLast().position(), end, worked);
    });
  }

  private void makeIndexes() {
    replays.enter(view.name(), ReplayState.INDEXING);
    for (var table : view.tables()) {
      for (var index : schema.missingIndexes(table)) {
        schema.make(index);
        replays.enter(view.name(), ReplayState.INDEXING);
      }
    }
    schema.analyze();
  }

  /// The live view is read as it is at one moment, and the rebuilt one, which nobody else changes,
  /// is brought to the position that the live one has then.
  private boolean compare() throws SQLException, InterruptedException {
    try (var snapshot = new ReplaySession(database)) {
      snapshot.beginSnapshot();
      catchUpTo(new Progress(snapshot.jdbc(), view.name()).read());
      var tables = new ArrayList<TableComparison>();
      for (var table : view.tables()) {
        tables.add(
            Comparison.of(
                table,
                snapshot,
                view.name(),
                session,
                schema.tables().name(),
                this::requireWanted));
      }
      replays.note(view.name(), tables);
      boolean equal = tables.stream().allMatch(TableComparison::equal);
      if (!equal) {
        log.warn("The view {} is not what its events make: {}", view.name(), tables);
      }
      return equal;
    }
  }

  private void requireWanted() {
    if (++rows % ROWS == 0) {
      shared.requireWanted(view.name());
    }
  }

  /// Everybody who asks meanwhile waits, and so it is tried for a moment only, again and again.
  private void switchOver(boolean equal) throws InterruptedException {
    while (!trySwitch(equal)) {
      Thread.sleep(PAUSE);
      catchUpTo(live.read());
    }
    meters.over(view, ReplayState.FINISHED);
    log.info("The view {} is replaced by one that was made again from its events", view.name());
  }

  /// @return false when the rebuilt view is too far behind, or somebody reads the live one for long
  private boolean trySwitch(boolean equal) {
    try {
      return Boolean.TRUE.equals(
          transactions.execute(_ -> {
            jdbc.sql(PATIENCE).query().singleRow();
            long position = current().eventsDone();
            long end = live.lock();
            if (end - position > LAST_EVENTS) {
              return false;
            }
            if (end > position) {
              view.apply(ledger.page(position, Math.toIntExact(end - position)), schema.tables());
            }
            replays.moveTo(view.name(), end, end, Duration.ZERO);
            schema.takeOver();
            if (!equal) {
              live.beginGeneration();
            }
            replays.end(view.name(), ReplayState.FINISHED, null);
            return true;
          }));
    } catch (DataAccessException e) {
      if (!isBeingRead(e)) {
        throw e;
      }
      log.debug("The view {} is being read, and is replaced later", view.name());
      return false;
    }
  }

  private static boolean isBeingRead(DataAccessException refusal) {
    return refusal.getMostSpecificCause() instanceof SQLException cause
        && LOCK_NOT_AVAILABLE.equals(cause.getSQLState());
  }
}
