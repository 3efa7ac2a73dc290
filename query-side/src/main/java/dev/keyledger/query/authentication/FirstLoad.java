package dev.keyledger.query.authentication;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Keeps a node that starts from listening before it can verify keys. A proxy that finds nobody
/// listening asks another node at once; one that finds a 503 would have to take it for an answer.
@Component
final class FirstLoad implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(FirstLoad.class);

  /// After what keeps the table, and before the server.
  static final int PHASE = WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE - 1;

  /// After that the node listens all the same: it then says itself that it is not ready.
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final Duration PAUSE = Duration.ofMillis(5);

  private final TableKeeper keeper;
  private final ApplicationEventPublisher events;
  private volatile boolean running;

  FirstLoad(TableKeeper keeper, ApplicationEventPublisher events) {
    this.keeper = keeper;
    this.events = events;
  }

  /// It may take a while, and is no reason to start the process again.
  @Override
  public void start() {
    running = true;
    AvailabilityChangeEvent.publish(events, this, LivenessState.CORRECT);
    var looking = Thread.ofPlatform().name("first-load").daemon().start(this::lookUntilLoaded);
    try {
      // Without a time limit: a thread that waits so is interrupted when the application is to
      // stop.
      looking.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      running = false;
      throw new IllegalStateException("stopped before keys could be verified", e);
    }
  }

  private void lookUntilLoaded() {
    long begun = System.nanoTime();
    while (running && !keeper.isCurrent()) {
      if (System.nanoTime() - begun > PATIENCE.toNanos()) {
        log.warn("The node takes requests, and cannot verify keys yet");
        return;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
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

  @Override
  public int getPhase() {
    return PHASE;
  }
}
