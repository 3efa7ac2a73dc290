package dev.keyledger.benchmarks;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;

/// Creations per second by callers in the same process.
final class CreationsInProcess implements Section {
  private static final List<Integer> CALLERS = List.of(1, 32, 128);
  private static final int MOST_CONNECTIONS = 64;

  @Override
  public String name() {
    return "in-process";
  }

  @Override
  public void measure(Server server, Options options, Table table) throws Exception {
    var database = server.create("in_process");
    try (var ledger = new LedgerNode(database)) {
      ledger.create();
      var row = StoredRow.newestCreation(database);
      database.run("tuned.sql");
      database.run("plain.sql");
      try (var stock = AxonNode.stock(database, ledger.serializer());
          var tuned = AxonNode.tuned(database, ledger.serializer())) {
        for (int callers : CALLERS) {
          int connections = Math.min(callers, MOST_CONNECTIONS);
          try (var plain = new PlainJdbc(database, connections, row)) {
            var crowd = new Crowd(callers, Duration.ofSeconds(options.seconds()));
            contest(crowd, ledger, stock, tuned, plain).hold(server, options.rounds(), table);
          }
        }
      }
    }
  }

  private static Contest contest(
      Crowd crowd, LedgerNode ledger, AxonNode stock, AxonNode tuned, PlainJdbc plain) {
    var peers = new LinkedHashMap<String, Contest.Run>();
    peers.put(AxonNode.STOCK, () -> creationsPerSecond(crowd, stock));
    peers.put(AxonNode.TUNED, () -> creationsPerSecond(crowd, tuned));
    peers.put(PlainJdbc.NAME, () -> creationsPerSecond(crowd, plain));
    return new Contest(
        List.of("creations/s in process, callers: " + crowd.callers()),
        () -> creationsPerSecond(crowd, ledger),
        peers);
  }

  private static List<Double> creationsPerSecond(Crowd crowd, Creator creator) throws Exception {
    long before = creator.stored();
    var outcome = crowd.run(creator::create);
    Check.equal("rows of these creations", outcome.calls(), creator.stored() - before);
    return List.of(outcome.perSecond());
  }
}
