package dev.keyledger.benchmarks;

import java.net.http.HttpClient;
import java.util.List;
import java.util.Map;

/// What it costs to measure verifications: good keys at a door of the service, beside another node
/// on the same database that does not measure them.
final class Recording implements Section {
  private static final int CONNECTIONS = 32;
  private static final int KEYS = 20_000;
  private static final String WHAT = "good verifications/s, introspect, connections: 32, measured";
  private static final String UNMEASURED =
      "--management.metrics.enable.keyledger.verifications=false";

  private static final Door DOOR = new Door("introspect", "", "");

  @Override
  public String name() {
    return "recording";
  }

  @Override
  public void measure(Server server, Options options, Table table) throws Exception {
    var wrk = Tool.find("wrk");
    if (wrk.isEmpty()) {
      table.skip(WHAT, "this ledger", "`wrk` is not installed (Debian package)");
      return;
    }
    var database = server.create("recording");
    var directory = server.directory();
    try (var service = Service.start(options.program(), database, directory);
        var silent =
            Service.start(
                options.program(),
                database,
                directory.resolve("unmeasured"),
                service.partnerKey(),
                UNMEASURED);
        var http = HttpClient.newHttpClient()) {
      var partner = new Client(http, service.url(), service.partnerKey());
      var keys = Keys.issue(partner, KEYS, 0, directory.resolve("recorded"));
      var load =
          new VerifyingWrk(
              wrk.get(), Scripts.copy(server, "verify.lua"), keys, service.partnerKey());
      new Contest(
              List.of(WHAT, "the same, p50 in ms", "the same, p99 in ms", "the same, p99.9 in ms"),
              () -> load.run(service.url(), DOOR, CONNECTIONS, options.seconds(), false),
              Map.of(
                  "not measured",
                  () -> load.run(silent.url(), DOOR, CONNECTIONS, options.seconds(), false)))
          .hold(server, options.rounds(), table);
    }
  }
}
