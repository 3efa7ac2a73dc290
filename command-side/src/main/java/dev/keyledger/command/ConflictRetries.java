package dev.keyledger.command;

import java.util.concurrent.ScheduledExecutorService;
import org.axonframework.commandhandling.gateway.IntervalRetryScheduler;
import org.axonframework.modelling.command.ConcurrencyException;

/// Tries a command again when another node changed the same key in between, and in no other case:
/// both changes take effect then, in one order or the other.
final class ConflictRetries extends IntervalRetryScheduler {
  private static final int PAUSE_MILLIS = 5;
  private static final int ATTEMPTS = 40;

  ConflictRetries(ScheduledExecutorService executor) {
    super(
        IntervalRetryScheduler.builder()
            .retryExecutor(executor)
            .retryInterval(PAUSE_MILLIS)
            .maxRetryCount(ATTEMPTS));
  }

  @Override
  protected boolean isExplicitlyNonTransient(Throwable failure) {
    return !(failure instanceof ConcurrencyException);
  }
}
