package dev.keyledger.query.view;

import dev.keyledger.ledger.LedgerEntry;
import dev.keyledger.ledger.LedgerFeed;
import dev.keyledger.ledger.ReaderProgress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/// Keeps a view up to date: hands it every event of the ledger, in order, each exactly once.
///
/// A page of events and the view's new position are one transaction. Every node runs this; the
/// position's row lock lets one of them at a time go on, and any of them takes over at once from
/// one that died. What fails is tried again until it succeeds: a view never skips an event.
final class ViewKeeper {
  private static final Logger log = LoggerFactory.getLogger(ViewKeeper.class);

  private static final Duration WAIT = Duration.ofMillis(500);
  private static final Duration PAUSE = Duration.ofMillis(250);

  private final View view;
  private final LedgerFeed ledger;
  private final ViewSchema live;
  private final Progress progress;
  private final TransactionOperations transactions;
  private final ReaderProgress seen;
  private volatile boolean running;
  private @Nullable Thread thread;

  ViewKeeper(
      View view,
      LedgerFeed ledger,
      JdbcOperations database,
      TransactionOperations transactions,
      ReaderProgress seen) {
    this.view = view;
    this.ledger = ledger;
    this.live = new ViewSchema(database, view.name());
    this.progress = new Progress(JdbcClient.create(database), view.name());
    this.transactions = transactions;
    this.seen = seen;
  }

  void start() {
    running = true;
    thread = Thread.ofPlatform().name("view-" + view.name()).daemon().start(this::run);
  }

  private void run() {
    boolean failing = false;
    while (running) {
      try {
        long position = progress.read();
        seen.reached(position);
        while (running) {
          var events = ledger.after(position, WAIT);
          if (!events.isEmpty()) {
            seen.begun(events.getFirst().occurredAt());
            position = apply(events);
            seen.reached(position);
          } else if (ledger.endsBefore(position)) {
            position = progress.read();
          }
          failing = false;
        }
      } catch (InterruptedException _) {
        running = false;
      } catch (RuntimeException | Error e) {
        if (!failing && running) {
          log.warn("The view {} stands still and tries on", view.name(), e);
        }
        failing = true;
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  /// Another node may have been faster, or the view may have been set back: what is handed over is
  /// what follows the view's own position.
  ///
  /// @return the position at which the view is now
  private long apply(List<LedgerEntry> events) {
    return Objects.requireNonNull(
        transactions.execute(_ -> {
          long at = progress.lock();
          var unseen = events.stream().filter(event -> event.position() > at).toList();
          if (unseen.isEmpty() || unseen.getFirst().position() != at + 1) {
            return at;
          }
          view.apply(unseen, live);
          progress.moveTo(unseen.getLast().position());
          return unseen.getLast().position();
        }));
  }

  void stop() {
    running = false;
    try {
      Objects.requireNonNull(thread, "started").join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
