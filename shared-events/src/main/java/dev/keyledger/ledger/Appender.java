package dev.keyledger.ledger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Appends events: many callers at once, one writer, one commit for all who wait.
///
/// Nobody lingers for company: whatever waits when the writer holds the head makes the next batch,
/// and a lone command commits alone.
final class Appender implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Appender.class);

  /// How many commands may wait; more are turned away.
  static final int CAPACITY = 8192;

  /// How many commands share a commit at most. A longer transaction holds the head for longer.
  private static final int BATCH = 1024;

  private static final Append END = new Append(List.of());

  private final BlockingQueue<Append> waiting = new LinkedBlockingQueue<>(CAPACITY);
  private final BatchWriter writer;
  private final Tail tail;
  private final HeadAnnouncer announcer;
  private final AppendMeters meters;
  private final Thread thread;
  private volatile boolean closed;

  Appender(BatchWriter writer, Tail tail, HeadAnnouncer announcer, AppendMeters meters) {
    this.writer = writer;
    this.tail = tail;
    this.announcer = announcer;
    this.meters = meters;
    meters.watch(waiting);
    this.thread = Thread.ofPlatform().name("ledger-writer").daemon().start(this::writeBatches);
  }

  /// Stores the events of one command, all of them or none; on disk when this returns.
  ///
  /// @throws EventsRefused when they cannot be stored: [EventsRefused#isConflict] says whether
  ///   because another event came first
  /// @throws LedgerUnavailable when too many wait or PostgreSQL is away
  /// @throws OutcomeUnknown when PostgreSQL went away during the commit and did not come back
  void append(List<NewEvent> events) {
    try {
      enqueue(new Append(events)).await();
    } catch (RuntimeException e) {
      meters.refused(e);
      throw e;
    }
  }

  private Append enqueue(Append append) {
    if (!waiting.offer(append)) {
      throw new LedgerUnavailable(
          AppendRefusal.QUEUE_FULL, "too many commands wait for the ledger");
    }
    if (closed && waiting.remove(append)) {
      throw closed();
    }
    return append;
  }

  private static LedgerUnavailable closed() {
    return new LedgerUnavailable(AppendRefusal.UNAVAILABLE, "the ledger is closed");
  }

  private void writeBatches() {
    var batch = new ArrayList<Append>();
    try {
      while (!batch.contains(END)) {
        boolean crowd = batch.size() > 1;
        batch.clear();
        batch.add(waiting.take());
        if (crowd) {
          letOthersCome();
        }
        write(batch, BATCH - 1);
      }
    } catch (InterruptedException _) {
      log.warn("The ledger's writer was interrupted");
    } finally {
      end();
    }
  }

  /// Who was answered together comes back together, but for a core to run on. This is no wait:
  /// where nothing else is to be run, it returns at once.
  @SuppressWarnings("ThreadPriorityCheck") // nothing relies on it: batches are smaller without
  private static void letOthersCome() {
    Thread.yield();
  }

  /// What PostgreSQL refuses is found by halves, and spares the rest.
  ///
  /// @param room how many of those who wait may join the batch
  private void write(List<Append> batch, int room) {
    long begun = System.nanoTime();
    long position;
    try {
      position = store(batch, room);
    } catch (EventsRefused e) {
      if (batch.size() == 1) {
        batch.getFirst().failed(e);
      } else {
        int half = batch.size() / 2;
        write(batch.subList(0, half), 0);
        write(batch.subList(half, batch.size()), 0);
      }
      return;
    } catch (RuntimeException | Error e) {
      batch.forEach(append -> append.failed(e));
      return;
    }
    tell(batch, position, begun);
  }

  private long store(List<Append> batch, int room) {
    var head = head(batch, room);
    return writer.store(batch.stream().flatMap(append -> append.events().stream()).toList(), head);
  }

  private static int count(List<Append> batch) {
    return batch.stream().mapToInt(append -> append.events().size()).sum();
  }

  /// Many are woken beside the writer, which has the next batch to write.
  private static void answer(List<Append> stored) {
    if (stored.size() == 1) {
      stored.getFirst().stored();
    } else {
      var all = List.copyOf(stored);
      Thread.startVirtualThread(() -> all.forEach(Append::stored));
    }
  }

  /// What is stored stays so, whatever goes wrong from here on.
  private void tell(List<Append> stored, long position, long begun) {
    try {
      answer(stored);
      announcer.appended(position);
      tail.advanceTo(position);
      meters.stored(count(stored), Duration.ofNanos(System.nanoTime() - begun));
    } catch (RuntimeException | Error e) {
      log.error("Not everybody was told that the ledger goes to {}", position, e);
      stored.forEach(Append::stored);
    }
  }

  /// Whoever came by the time that there is a head joins the batch. Also when there is none: they
  /// would only wait for the same.
  private Head head(List<Append> batch, int room) {
    try {
      return writer.head();
    } finally {
      waiting.drainTo(batch, room);
    }
  }

  private void end() {
    closed = true;
    var late = new ArrayList<Append>();
    waiting.drainTo(late);
    late.forEach(append -> append.failed(closed()));
    writer.close();
  }

  /// Stores what waits, and ends.
  @Override
  public void close() {
    closed = true;
    try {
      waiting.put(END);
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
