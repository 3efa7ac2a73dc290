package dev.keyledger.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Does one thing again and again in a session of its own, from the application's start to its end,
/// and begins anew in another session when one breaks.
final class SessionLoop implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(SessionLoop.class);
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final String name;
  private final Sessions sessions;
  private final String settings;
  private final Turn turn;
  private volatile boolean running;
  private @Nullable Thread thread;

  /// @param name of the thread and of the session
  /// @param settings of the session, as [Sessions#open] takes them
  SessionLoop(String name, Sessions sessions, String settings, Turn turn) {
    this.name = name;
    this.sessions = sessions;
    this.settings = settings;
    this.turn = turn;
  }

  @Override
  public void start() {
    running = true;
    thread = Thread.ofPlatform().name(name).daemon().start(this::run);
  }

  private void run() {
    boolean broken = false;
    while (running) {
      try (Connection session = sessions.open(name, settings)) {
        turn.begin(session);
        broken = false;
        while (running) {
          turn.take(session);
        }
      } catch (SQLException | RuntimeException | Error e) {
        if (!broken) {
          log.warn("{} fails and tries on: {}", name, e.toString());
        }
        broken = true;
        LockSupport.parkNanos(PAUSE.toNanos());
      } catch (InterruptedException _) {
        running = false;
      }
    }
  }

  /// Ends beside the others of its phase: each of them may be waiting for something.
  @Override
  public void stop(Runnable ended) {
    running = false;
    Thread.ofVirtual()
        .start(() -> {
          stop();
          ended.run();
        });
  }

  @Override
  public void stop() {
    running = false;
    try {
      Objects.requireNonNull(thread, "started").join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /// Starts before everything that uses the ledger, and stops after it.
  @Override
  public int getPhase() {
    return 0;
  }

  /// What is done.
  interface Turn {
    /// Prepares a new session.
    default void begin(Connection session) throws SQLException {}

    /// Does it once, within about a second.
    void take(Connection session) throws SQLException, InterruptedException;
  }
}
