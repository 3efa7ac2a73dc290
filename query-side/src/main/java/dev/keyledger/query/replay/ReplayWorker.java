package dev.keyledger.query.replay;

import dev.keyledger.ledger.LedgerFeed;
import dev.keyledger.query.view.View;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Does the replays that somebody has asked for, one after the other. Every node runs this; one of
/// them has a replay for as long as its connection lasts, and any other goes on with it then.
@Component
final class ReplayWorker implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(ReplayWorker.class);

  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final List<View> views;
  private final LedgerFeed ledger;
  private final JdbcConnectionDetails database;
  private final Replays replays;
  private final ReplayMeters meters;
  private volatile boolean running;
  private @Nullable Thread thread;

  ReplayWorker(
      List<View> views,
      LedgerFeed ledger,
      JdbcConnectionDetails database,
      JdbcClient jdbc,
      ReplayMeters meters) {
    this.views = views;
    this.ledger = ledger;
    this.database = database;
    this.replays = new Replays(jdbc);
    this.meters = meters;
  }

  /// Says that there is something to do, so that it is begun at once.
  void wake() {
    LockSupport.unpark(thread);
  }

  @Override
  public void start() {
    running = true;
    thread = Thread.ofPlatform().name("keyledger-replay").daemon().start(this::run);
  }

  private void run() {
    boolean failing = false;
    while (running) {
      try {
        var open = replays.open();
        for (View view : views) {
          if (running && open.contains(view.name())) {
            replay(view);
          }
        }
        failing = false;
      } catch (InterruptedException _) {
        running = false;
      } catch (RuntimeException | SQLException e) {
        if (!failing && running) {
          log.warn("Replays stand still and are tried again", e);
        }
        failing = true;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  /// Without a connection nobody can say what went wrong: then another one goes on.
  private void replay(View view) throws SQLException, InterruptedException {
    try (var session = new ReplaySession(database)) {
      if (!session.claim(view.name())) {
        return;
      }
      var rebuild = new Rebuild(view, session, database, ledger, replays, meters);
      meters.running(view, true);
      try {
        rebuild.run();
      } catch (ReplayCancelled _) {
        rebuild.end(ReplayState.CANCELLED, null);
      } catch (RuntimeException | SQLException e) {
        if (!session.isAlive() || passes(e)) {
          throw e;
        }
        log.error("The replay of the view {} fails", view.name(), e);
        rebuild.end(ReplayState.FAILED, reason(e));
      } finally {
        meters.running(view, false);
      }
    }
  }

  /// Whether it is the pool or a connection of it that fails, and another time will do.
  private static boolean passes(Exception e) {
    return e instanceof TransientDataAccessException
        || e instanceof CannotGetJdbcConnectionException
        || (NestedExceptionUtils.getMostSpecificCause(e) instanceof SQLException cause
            && cause.getSQLState() != null
            && (cause.getSQLState().startsWith("08") || cause.getSQLState().startsWith("57P")));
  }

  /// For people who may not know what is in the database: what PostgreSQL says may repeat it.
  private static String reason(Exception e) {
    return switch (e) {
      case UnreadableEvent unreadable -> Objects.requireNonNull(unreadable.getMessage());
      case DataAccessException refused
          when refused.getMostSpecificCause() instanceof SQLException cause ->
          "PostgreSQL refuses it with SQLSTATE " + cause.getSQLState() + "; the log has the rest";
      default -> "a defect of the service; the log has the rest";
    };
  }

  @Override
  public void stop() {
    running = false;
    var working = Objects.requireNonNull(thread, "started");
    working.interrupt();
    try {
      working.join(PATIENCE);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /// Stops before the database does.
  @Override
  public int getPhase() {
    return 0;
  }
}
