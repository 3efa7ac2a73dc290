package dev.keyledger.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.axonframework.eventsourcing.eventstore.EventStore;

/// How long after a creation was answered a second node hears of it, when nothing else happens.
final class NewsLatency implements Section {
  /// Milliseconds from one event to the next: each has the ledger to itself.
  private static final int LEAST_PAUSE = 10;

  private static final int MOST_PAUSE = 30;

  private static final List<String> WHAT =
      List.of(
          "ms from commit to a handler on a second node, p50",
          "ms from commit to a handler on a second node, p99",
          "ms from commit to a handler on a second node, max");

  private final SplittableRandom random = new SplittableRandom(1);

  @Override
  public String name() {
    return "news";
  }

  @Override
  public void measure(Server server, Options options, Table table) throws Exception {
    var database = server.create("news");
    try (var ledger = new LedgerNode(database);
        var otherLedger = new LedgerNode(database);
        var stock = AxonNode.stock(database, ledger.serializer());
        var otherStock = AxonNode.stock(database, ledger.serializer())) {
      new Contest(
              WHAT,
              () -> milliseconds(options.news(), ledger, otherLedger.events()),
              Map.of(
                  AxonNode.STOCK, () -> milliseconds(options.news(), stock, otherStock.events())))
          .hold(server, options.rounds(), table);
    }
  }

  private List<Double> milliseconds(int count, Creator here, EventStore there) throws Exception {
    var ids = new String[count];
    var answered = new long[count];
    try (var listener = Listener.on(there)) {
      for (int i = 0; i < count; i++) {
        Thread.sleep(random.nextInt(LEAST_PAUSE, MOST_PAUSE));
        ids[i] = here.create();
        answered[i] = System.nanoTime();
      }
      var latencies = new double[count];
      var heard = listener.heard(count);
      for (int i = 0; i < count; i++) {
        latencies[i] = (Objects.requireNonNull(heard.get(ids[i])) - answered[i]) / 1e6;
      }
      Arrays.sort(latencies);
      return List.of(latencies[count / 2], latencies[count * 99 / 100], latencies[count - 1]);
    }
  }
}
