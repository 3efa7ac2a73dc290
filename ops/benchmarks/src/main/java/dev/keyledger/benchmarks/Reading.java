package dev.keyledger.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;

/// Events per second that somebody reads who does nothing with them, from the first to the last.
final class Reading implements Section {

  @Override
  public String name() {
    return "reading";
  }

  @Override
  public void measure(Server server, Options options, Table table) throws Exception {
    try (var ledger = new LedgerNode(server.create("reading"))) {
      new History(ledger.events(), Lives.onlyBegun()).write(options.events());
      long count = ledger.stored();
      var others = new LinkedHashMap<String, Contest.Run>();
      others.put("its tail, each event parsed", () -> read(ledger.events(), count, true));
      others.put(
          "Axon's pooled processor on its tail",
          () -> new PooledReader(ledger.events()).read(count));
      new Contest(
              List.of("events/s read, of %,d".formatted(count)),
              () -> read(ledger.events(), count, false),
              others)
          .hold(server, options.rounds(), table);
    }
  }

  private static List<Double> read(EventStore store, long count, boolean parse) throws Exception {
    long start = System.nanoTime();
    try (BlockingStream<TrackedEventMessage<?>> events = store.openStream(null)) {
      for (long position = 1; position <= count; position++) {
        var event = events.nextAvailable();
        Check.equal("the next position", position, event.trackingToken().position().orElseThrow());
        if (parse) {
          event.getPayload();
        }
      }
    }
    return List.of(count * 1e9 / (System.nanoTime() - start));
  }
}
