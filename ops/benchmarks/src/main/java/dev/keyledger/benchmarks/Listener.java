package dev.keyledger.benchmarks;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;

/// Follows a ledger from its end on, and notes when it hears of what.
final class Listener implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int LOOK_MILLIS = 100;

  private final BlockingStream<TrackedEventMessage<?>> events;
  private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
  private final Thread thread;
  private volatile boolean open = true;

  /// That an aggregate's event arrived.
  private record Heard(String aggregateId, long nanoTime) {}

  private Listener(BlockingStream<TrackedEventMessage<?>> events) {
    this.events = events;
    this.thread = Thread.ofPlatform().name("listener").daemon().start(this::listen);
  }

  static Listener on(EventStore store) {
    return new Listener(store.openStream(store.createHeadToken()));
  }

  private void listen() {
    try {
      while (open) {
        if (events.hasNextAvailable(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
          var event = (DomainEventMessage<?>) events.nextAvailable();
          heard.add(new Heard(event.getAggregateIdentifier(), System.nanoTime()));
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// When each of the first `count` aggregates was heard of, on the clock of [System#nanoTime].
  Map<String, Long> heard(int count) throws InterruptedException {
    var times = new HashMap<String, Long>();
    for (int i = 0; i < count; i++) {
      var next = heard.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (next != null) {
        times.put(next.aggregateId(), next.nanoTime());
      }
    }
    Check.equal("events that the second node heard of", count, times.size());
    return times;
  }

  @Override
  public void close() {
    open = false;
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    events.close();
  }
}
