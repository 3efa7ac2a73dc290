package dev.keyledger.benchmarks;

import dev.keyledger.events.ApiKeyEvent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.SimpleEventHandlerInvoker;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.inmemory.InMemoryTokenStore;
import org.axonframework.eventsourcing.eventstore.EventStore;

/// Reads with Axon's pooled streaming event processor, whose one handler counts.
///
/// Its tokens are in memory, so that it is the processor that is measured.
///
/// @param events what is read
record PooledReader(EventStore events) {
  private static final int BATCH = 500;
  private static final int SEGMENTS = 4;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /// Reads `count` events, and returns how many in a second, from start to last event.
  List<Double> read(long count) throws InterruptedException {
    var counter = new Counter(count);
    try (var coordinator = Executors.newScheduledThreadPool(1);
        var workers = Executors.newScheduledThreadPool(SEGMENTS)) {
      var processor =
          PooledStreamingEventProcessor.builder()
              .name("counter")
              .eventHandlerInvoker(
                  SimpleEventHandlerInvoker.builder()
                      .eventHandlers(counter)
                      .listenerInvocationErrorHandler(PropagatingErrorHandler.instance())
                      .build())
              .messageSource(events)
              .tokenStore(new InMemoryTokenStore())
              .transactionManager(NoTransactionManager.instance())
              .coordinatorExecutor(coordinator)
              .workerExecutor(workers)
              .initialToken(source -> source.createTailToken())
              .initialSegmentCount(SEGMENTS)
              .batchSize(BATCH)
              .build();
      long start = System.nanoTime();
      processor.start();
      counter.await();
      double seconds = (System.nanoTime() - start) / 1e9;
      processor.shutDown();
      Check.equal("events that the processor handled", count, counter.handled());
      return List.of(count / seconds);
    }
  }

  /// A handler that only counts.
  static final class Counter {
    private final long expected;
    private final AtomicLong handled = new AtomicLong();
    private final CountDownLatch all = new CountDownLatch(1);

    Counter(long expected) {
      this.expected = expected;
    }

    @EventHandler
    void on(ApiKeyEvent event) {
      if (handled.incrementAndGet() == expected) {
        all.countDown();
      }
    }

    void await() throws InterruptedException {
      if (!all.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("the processor has handled " + handled + " events only");
      }
    }

    long handled() {
      return handled.get();
    }
  }
}
