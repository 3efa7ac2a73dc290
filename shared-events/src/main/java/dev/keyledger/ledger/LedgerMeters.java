package dev.keyledger.ledger;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.function.ToDoubleFunction;

/// What is measured of the ledger and its readers on this node. Nothing is asked of PostgreSQL for
/// it: what is shown is what the node has learnt while it did its work.
public final class LedgerMeters {
  private static final double NANOS = 1e9;

  private final Tail tail;
  private final Clock clock;
  private final MeterRegistry meters;
  private volatile long heardAt = System.nanoTime();
  private volatile boolean stopped;

  LedgerMeters(Tail tail, Clock clock, MeterRegistry meters) {
    this.tail = tail;
    this.clock = clock;
    this.meters = meters;
    Gauge.builder("keyledger.ledger.position", tail, Tail::position)
        .description("Position of the newest event that this node knows of")
        .register(meters);
    Gauge.builder("keyledger.ledger.stopped", this, state -> state.stopped ? 1 : 0)
        .description("1 while nothing is appended because the ledger's history is in doubt")
        .register(meters);
    Gauge.builder("keyledger.ledger.notification.age", this, LedgerMeters::secondsOfSilence)
        .description("Time since another node or this one was last heard to append")
        .baseUnit("seconds")
        .register(meters);
  }

  private double secondsOfSilence() {
    return (System.nanoTime() - heardAt) / NANOS;
  }

  /// Notes that somebody was heard to append, or that this node listens from now on.
  void heard() {
    heardAt = System.nanoTime();
  }

  /// Notes whether appends are stopped.
  void stopped(boolean isStopped) {
    stopped = isStopped;
  }

  AppendMeters appends() {
    return new AppendMeters(meters);
  }

  SigningMeters signing() {
    return new SigningMeters(new ReaderProgress(tail, clock), meters);
  }

  /// Shows how far a reader is, once it says so.
  ///
  /// @param reader its name
  public ReaderProgress reader(String reader) {
    var progress = new ReaderProgress(tail, clock);
    gauge(
        "position",
        "Position up to which it has applied everything",
        reader,
        progress,
        p -> p.position());
    gauge("lag.events", "Events that it has not applied", reader, progress, ReaderProgress::lag);
    Gauge.builder("keyledger.reader.lag", progress, ReaderProgress::lagSeconds)
        .description("How long the oldest event that it has not applied has been waiting")
        .baseUnit("seconds")
        .tag("reader", reader)
        .register(meters);
    return progress;
  }

  private void gauge(
      String name,
      String description,
      String reader,
      ReaderProgress progress,
      ToDoubleFunction<ReaderProgress> value) {
    Gauge.builder("keyledger.reader." + name, progress, value)
        .description(description)
        .tag("reader", reader)
        .register(meters);
  }
}
