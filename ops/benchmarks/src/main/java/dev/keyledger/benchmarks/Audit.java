package dev.keyledger.benchmarks;

import dev.keyledger.ledger.Migrations;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;

/// The audit log of a long ledger: proven, streamed, taken elsewhere and verified there.
final class Audit implements Section {
  private static final String HEAP = "the same, MiB of heap used for it";

  @Override
  public String name() {
    return "audit";
  }

  @Override
  public void measure(Server server, Options options, Table table) throws Exception {
    var shell = Tool.find("sh");
    var sha256sum = Tool.find("sha256sum");
    if (shell.isEmpty() || sha256sum.isEmpty() || Tool.find("curl").isEmpty()) {
      table.skip(
          "events/s streamed", "this ledger", "`sh`, `curl` or `sha256sum` is not installed");
      return;
    }
    var database = server.create("audit");
    fill(database, options.auditEvents());
    try (var service = startAndFollow(server, options, database, table);
        var http = HttpClient.newHttpClient()) {
      long count = new Views(database).head();
      var client = new Client(http, service.url(), service.partnerKey());
      prove(new ProofTimes(client, count), server, options.rounds(), table);
      stream(
          StreamReader.of(shell.get(), service, server.directory(), count * 99 / 100),
          new RowReader(database),
          count,
          server,
          options.rounds(),
          table);
      var key = server.directory().resolve("ledger-key");
      Files.writeString(key, client.send("/api/v1/ledger/key", request -> request).body());
      var file = server.directory().resolve("audit.ndjson");
      verify(
          new Exports(options.program(), service, file, key, count),
          sha256sum.get(),
          server,
          options.rounds(),
          table);
    }
  }

  static void fill(Database database, int events) throws SQLException {
    try (var ledger = new LedgerNode(database)) {
      new History(ledger.events(), Lives.mixed()).write(events);
      System.err.printf("%,d events are in the ledger%n", ledger.stored());
    }
    database.execute("ANALYZE ledger.event");
  }

  /// A service on the database, with nothing left to do behind the head.
  private static Service startAndFollow(
      Server server, Options options, Database database, Table table) throws Exception {
    Migrations.ofView(database, "view", "dev/keyledger/query/view").migrate();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var fill = threads.submit(new ViewFill(database, "audit"));
      try (AutoCloseable _ = () -> fill.cancel(true)) {
        var service = Service.start(options.program(), database, server.directory());
        table.add(
            "events/s into the view `audit`, beside the other views",
            Series.of(List.of(fill.get())),
            Map.of());
        new Backlog(database).awaitDone();
        return service;
      }
    }
  }

  private static void stream(
      StreamReader reader, RowReader rows, long count, Server server, int rounds, Table table)
      throws Exception {
    for (boolean proof : List.of(false, true)) {
      String what =
          "events/s streamed to `curl`, of %,d%s".formatted(count, proof ? ", with proof" : "");
      new Contest(
              List.of(what, HEAP),
              () -> reader.read(proof),
              Map.of("reading the same rows with JDBC", rows::read))
          .hold(server, rounds, table);
    }
  }

  private static void prove(ProofTimes times, Server server, int rounds, Table table)
      throws Exception {
    Map<String, Contest.Run> row = Map.of("the newest checkpoint, a row", times::row);
    String of = " of up to %,d events, p50".formatted(times.size());
    new Contest(List.of("ms for an inclusion proof" + of, "the same, p99"), times::inclusion, row)
        .hold(server, rounds, table);
    new Contest(
            List.of("ms for a consistency proof" + of, "the same, p99"), times::consistency, row)
        .hold(server, rounds, table);
  }

  private static void verify(
      Exports exports, Tool sha256sum, Server server, int rounds, Table table) throws Exception {
    new Contest(List.of("events/s of `audit-export`"), exports::export, Map.of())
        .hold(server, rounds, table);
    new Contest(
            List.of("events/s of `audit-verify`"),
            exports::verify,
            Map.of("`sha256sum` of the same file", () -> exports.digest(sha256sum)))
        .hold(server, rounds, table);
  }
}
