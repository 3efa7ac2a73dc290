package dev.keyledger.query.view;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.AbstractEventProcessor;
import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.lifecycle.Lifecycle;
import org.axonframework.lifecycle.Phase;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.messaging.unitofwork.BatchingUnitOfWork;
import org.axonframework.messaging.unitofwork.RollbackConfigurationType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/// Keeps a view up to date: hands it every event of the ledger, in order, each exactly once.
///
/// A batch of events and the view's new position are one transaction. Every node runs this; the
/// position's row lock lets one of them at a time go on, and any of them takes over at once from
/// one that died. What fails is tried again until it succeeds: a view never skips an event.
public final class ViewProcessor extends AbstractEventProcessor implements Lifecycle {
  private static final Logger log = LoggerFactory.getLogger(ViewProcessor.class);

  private static final int BATCH = 500;
  private static final Duration WAIT = Duration.ofMillis(500);
  private static final Duration PAUSE = Duration.ofMillis(250);

  private final StreamableMessageSource<TrackedEventMessage<?>> ledger;
  private final Progress progress;
  private final TransactionOperations transactions;
  private volatile boolean running;
  private volatile boolean failing;
  private @Nullable Thread thread;

  /// @param name the view's
  /// @param view what changes it
  public ViewProcessor(
      String name,
      EventHandlerInvoker view,
      StreamableMessageSource<TrackedEventMessage<?>> ledger,
      JdbcClient jdbc,
      TransactionOperations transactions) {
    super(
        new Builder() {}.name(name)
            .eventHandlerInvoker(view)
            .rollbackConfiguration(RollbackConfigurationType.ANY_THROWABLE));
    this.ledger = ledger;
    this.progress = new Progress(jdbc, name);
    this.transactions = transactions;
  }

  /// Axon starts it with the application and stops it before the application ends.
  @Override
  public void registerLifecycleHandlers(LifecycleRegistry lifecycle) {
    lifecycle.onStart(Phase.INBOUND_EVENT_CONNECTORS, this::start);
    lifecycle.onShutdown(Phase.INBOUND_EVENT_CONNECTORS, this::shutDown);
  }

  @Override
  public void start() {
    running = true;
    thread = Thread.ofPlatform().name("view-" + getName()).daemon().start(this::run);
  }

  private void run() {
    while (running) {
      try (var events = ledger.openStream(new GlobalSequenceTrackingToken(progress.read()))) {
        follow(events);
      } catch (InterruptedException _) {
        running = false;
      } catch (Exception e) {
        report(e);
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  private void follow(BlockingStream<TrackedEventMessage<?>> events) throws Exception {
    boolean whole = true;
    while (running && whole) {
      var batch = next(events);
      whole = batch.isEmpty() || apply(batch);
      failing = false;
    }
  }

  private static List<TrackedEventMessage<?>> next(BlockingStream<TrackedEventMessage<?>> events)
      throws InterruptedException {
    var batch = new ArrayList<TrackedEventMessage<?>>();
    while (batch.size() < BATCH
        && events.hasNextAvailable(
            batch.isEmpty() ? Math.toIntExact(WAIT.toMillis()) : 0, TimeUnit.MILLISECONDS)) {
      batch.add(events.nextAvailable());
    }
    return batch;
  }

  /// @return whether the batch could be taken; otherwise the view has been set back, and is to be
  ///   followed from there
  private boolean apply(List<TrackedEventMessage<?>> batch) {
    return Boolean.TRUE.equals(
        transactions.execute(_ -> {
          long at = progress.lock();
          var unseen = batch.stream().filter(event -> position(event) > at).toList();
          if (!unseen.isEmpty() && position(unseen.getFirst()) == at + 1) {
            handle(unseen);
            progress.moveTo(position(unseen.getLast()));
          }
          return position(batch.getFirst()) <= at + 1;
        }));
  }

  private void handle(List<TrackedEventMessage<?>> events) {
    try {
      processInUnitOfWork(events, new BatchingUnitOfWork<>(events));
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("the view " + getName() + " cannot take an event", e);
    }
  }

  private static long position(TrackedEventMessage<?> event) {
    return event.trackingToken().position().orElseThrow();
  }

  private void report(Exception e) {
    if (!failing && running) {
      log.warn("The view {} stands still and tries on", getName(), e);
    }
    failing = true;
  }

  @Override
  public void shutDown() {
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

  @Override
  public boolean isError() {
    return failing;
  }
}
