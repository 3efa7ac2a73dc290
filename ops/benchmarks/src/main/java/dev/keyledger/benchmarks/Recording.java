package dev.keyledger.benchmarks;

import java.io.IOException;
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

  private static final Door DOOR = new Door("introspect");

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
    Keys keys;
    String partnerKey;
    try (var service = Service.start(options.program(), database, directory);
        var http = HttpClient.newHttpClient()) {
      partnerKey = service.partnerKey();
      var partner = new Client(http, service.url(), partnerKey);
      keys = Keys.issue(partner, KEYS, 0, directory.resolve("recorded"));
    }
    // Both are fresh, and differ in nothing else.
    try (var service =
            Service.start(options.program(), database, directory.resolve("measured"), partnerKey);
        var silent =
            Service.start(
                options.program(),
                database,
                directory.resolve("unmeasured"),
                partnerKey,
                UNMEASURED)) {
      var load = new VerifyingWrk(wrk.get(), Scripts.copy(server, "verify.lua"), keys, partnerKey);
      new Contest(
              List.of(
                  WHAT,
                  "the same, µs of the service's CPU time each",
                  "the same, p50 in ms",
                  "the same, p99 in ms"),
              () -> ask(service, load, options.seconds()),
              Map.of("not measured", () -> ask(silent, load, options.seconds())))
          .hold(server, options.rounds(), table);
    }
  }

  private static List<Double> ask(Service service, VerifyingWrk load, int seconds)
      throws IOException {
    var before = service.processorTime();
    var figures = load.run(service.url(), DOOR, CONNECTIONS, seconds, false);
    double micros = service.processorTime().minus(before).toNanos() / 1e3;
    double perSecond = figures.getFirst();
    return List.of(perSecond, micros / (perSecond * seconds), figures.get(1), figures.get(2));
  }
}
