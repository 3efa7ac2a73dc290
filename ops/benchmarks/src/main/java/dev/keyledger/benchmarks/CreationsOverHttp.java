package dev.keyledger.benchmarks;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Creations per second that the whole service answers: HTTP, authentication and views included.
final class CreationsOverHttp implements Section {
  private static final List<Integer> CONNECTIONS = List.of(32, 128);
  private static final String WHAT = "creations/s over HTTP";

  @Override
  public String name() {
    return "http";
  }

  @Override
  public void measure(Server server, Options options, Table table) throws Exception {
    var tool = Tool.find("wrk");
    if (tool.isEmpty()) {
      table.skip(WHAT, "this ledger", "`wrk` is not installed (Debian package `wrk`)");
      return;
    }
    if (!Files.isReadable(options.program())) {
      table.skip(WHAT, "this ledger", "there is no %s".formatted(options.program()));
      return;
    }
    var database = server.create("service");
    var script = Scripts.copy(server, "create.lua").toString();
    var wrk = new Wrk(tool.get(), script, options.seconds());
    try (var service = Service.start(options.program(), database, server.directory())) {
      var peers = pgbench(server, database, options, table);
      var views = new Views(database);
      new Wrk(tool.get(), script, options.warmUp()).warmUp(service, CONNECTIONS.getLast());
      for (int connections : CONNECTIONS) {
        var what = WHAT + ", connections: " + connections;
        new Contest(
                List.of(what, what + ", events that the views are behind at the end"),
                () -> creationsPerSecond(wrk, service, connections, views),
                peers)
            .hold(server, options.rounds(), table);
      }
      views.requireWhole();
    }
  }

  private static Map<String, Contest.Run> pgbench(
      Server server, Database database, Options options, Table table) throws Exception {
    database.run("plain.sql");
    Optional<Tool> tool = Tool.find("pgbench", "/usr/lib/postgresql/15/bin");
    if (tool.isEmpty()) {
      table.skip(WHAT, Pgbench.NAME, "`pgbench` is not installed (Debian package `postgresql-15`)");
      return Map.of();
    }
    var pgbench =
        new Pgbench(
            tool.get(),
            database,
            StoredRow.newestCreation(database),
            server.directory().resolve("insert.sql"),
            options.seconds());
    return Map.of(Pgbench.NAME, pgbench::run);
  }

  /// What is under way when the load ends may be stored and is not counted.
  private static List<Double> creationsPerSecond(
      Wrk wrk, Service service, int connections, Views views) throws Exception {
    views.awaitHead();
    long before = views.head();
    var outcome = wrk.run(service, connections);
    double behind = views.behind();
    views.awaitHead();
    Check.between(
        "rows of the answered creations",
        outcome.answered(),
        outcome.answered() + connections,
        views.head() - before);
    return List.of(outcome.perSecond(), behind);
  }
}
