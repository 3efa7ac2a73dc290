package dev.keyledger.ledger;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.SmartLifecycle;

/// Holds up the start of a node that only reads the ledger until its tables are in the version that
/// this program knows: another one migrates them. A newer version will do.
public final class MigratedLedger implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(MigratedLedger.class);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Flyway migrations;
  private volatile boolean running;

  public MigratedLedger(JdbcConnectionDetails database) {
    this.migrations = Migrations.ofLedger(database);
  }

  @Override
  public void start() {
    running = true;
    var looking =
        Thread.ofPlatform().name("ledger-version").daemon().start(this::lookUntilMigrated);
    try {
      // Without a time limit: a thread that waits so is interrupted when the application is to
      // stop.
      looking.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      running = false;
      throw new IllegalStateException("stopped before the ledger was there", e);
    }
  }

  private void lookUntilMigrated() {
    String said = null;
    for (String missing = missing(); running && missing != null; missing = missing()) {
      if (!missing.equals(said)) {
        log.warn(
            "This node waits for a node of the command side to migrate the ledger: {}", missing);
        said = missing;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    if (said != null && running) {
      log.info("The ledger is in the version that this node needs");
    }
  }

  /// What this node cannot do without, in words; nothing when it is all there.
  private @Nullable String missing() {
    try {
      var ledger = migrations.info();
      MigrationInfo[] pending = ledger.pending();
      if (pending.length == 0) {
        return null;
      }
      MigrationInfo current = ledger.current();
      return "it is in %s, and is needed in version %s"
          .formatted(
              current == null ? "no version yet" : "version " + current.getVersion(),
              pending[pending.length - 1].getVersion());
    } catch (FlywayException e) {
      return "it cannot be looked at (" + e.getMessage() + ")";
    }
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /// Before everything that reads the ledger.
  @Override
  public int getPhase() {
    return -1;
  }
}
