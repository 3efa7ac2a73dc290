package dev.keyledger.benchmarks;

import java.net.http.HttpClient;
import java.util.List;
import java.util.Map;

/// Views that are made again from a long ledger, and verifications meanwhile.
final class Replays implements Section {
  private static final int CONNECTIONS = 32;
  private static final int KEYS = 5_000;
  private static final Door DOOR = new Door("introspect");
  private static final List<String> VIEWS = List.of("lookup", "catalog", "audit");

  @Override
  public String name() {
    return "replays";
  }

  @Override
  public void measure(Server server, Options options, Table table) throws Exception {
    var database = server.create("replays");
    Audit.fill(database, options.auditEvents());
    try (var service = Service.start(options.program(), database, server.directory());
        var http = HttpClient.newHttpClient()) {
      var partner = new Client(http, service.url(), service.partnerKey());
      var good = Keys.issue(partner, KEYS, 0, server.directory().resolve("good"));
      new Backlog(database).awaitDone();
      var rows = new RowReader(database);
      for (String view : VIEWS) {
        var replay = new ViewReplay(partner, view);
        new Contest(
                List.of(
                    "events/s replayed into `%s`, of %,d"
                        .formatted(view, new Views(database).head()),
                    "the same, until it is compared and in use"),
                replay::run,
                Map.of("reading the same rows with JDBC", rows::read))
            .hold(server, options.rounds(), table);
      }
      var wrk = Tool.find("wrk");
      if (wrk.isEmpty()) {
        table.skip(
            "good verifications/s", "this ledger", "`wrk` is not installed (Debian package)");
        return;
      }
      var load =
          new VerifyingWrk(
              wrk.get(), Scripts.copy(server, "verify.lua"), good, service.partnerKey());
      Contest.Run undisturbed =
          () -> load.run(service.url(), DOOR, CONNECTIONS, options.seconds(), false);
      for (String view : VIEWS) {
        var replay = new ViewReplay(partner, view);
        new Contest(
                List.of(
                    ("good verifications/s, introspect, connections: 32, in the worst %d s of a"
                            + " whole replay of `%s`")
                        .formatted(options.seconds(), view),
                    "the same, p50 in ms",
                    "the same, p99 in ms",
                    "the same, p99.9 in ms"),
                () -> replay.worstOf(undisturbed),
                Map.of("undisturbed", undisturbed))
            .hold(server, options.rounds(), table);
      }
    }
  }
}
