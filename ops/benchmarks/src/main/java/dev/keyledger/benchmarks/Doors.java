package dev.keyledger.benchmarks;

import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Verifications per second that the whole service answers at its front doors, beside nginx and a
/// Jetty that does nothing else, which answer a constant of the same size, and beside better-auth,
/// which verifies keys of its own.
final class Doors implements Section {
  private static final int FEW = 32;
  private static final List<Integer> CONNECTIONS = List.of(FEW, 128);

  /// Of two cores, one thread of load leaves more than one to who answers, and two leave less.
  private static final List<Integer> LOAD_THREADS = List.of(1, 2);

  private static final int KEYS = 100_000;
  private static final String WHAT = "verifications/s";
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final List<String> FORWARDED =
      List.of("X-Keyledger-Key-Id", "X-Keyledger-Project", "X-Keyledger-Kind");

  @Override
  public String name() {
    return "doors";
  }

  @Override
  public void measure(Server server, Options options, Table table) throws Exception {
    var wrk = Tool.find("wrk");
    var nginx = Tool.find("nginx", "/usr/sbin");
    if (wrk.isEmpty() || nginx.isEmpty()) {
      table.skip(WHAT, "this ledger", "`wrk` or `nginx` is not installed (Debian packages)");
      return;
    }
    var database = server.create("doors");
    try (var service = Service.start(options.program(), database, server.directory());
        var http = HttpClient.newHttpClient()) {
      var partner = new Client(http, service.url(), service.partnerKey());
      var keys = Keys.issue(partner, KEYS, KEYS / 100, server.directory().resolve("keys"));
      String caller =
          partner
              .post("/api/v1/partner/apiKeys", "{\"kind\": \"verifier\"}")
              .get("apiKey")
              .asString();
      var load = new VerifyingWrk(wrk.get(), Scripts.copy(server, "verify.lua"), keys, caller);
      for (var door : doors(new Client(http, service.url(), caller), keys)) {
        load.flood(service.url(), door, FEW, options.doorWarmUp());
        try (var constant = ConstantServer.nginx(nginx.get(), server.directory(), door);
            var jetty = ConstantServer.jetty(door)) {
          load.flood(jetty.url(), door, FEW, options.doorWarmUp());
          for (var by : LOAD_THREADS.stream().map(load::by).toList()) {
            for (int connections : CONNECTIONS) {
              var peers = new LinkedHashMap<String, Contest.Run>();
              peers.put(
                  "nginx, a constant",
                  () -> by.run(constant.url(), door, connections, options.seconds(), false));
              peers.put(
                  "Jetty, a constant",
                  () -> by.run(jetty.url(), door, connections, options.seconds(), false));
              hold(server, options, table, door, by, service.url(), peers, connections);
            }
          }
        }
      }
      holdWithBetterAuth(server, options, table, load, service.url());
    }
  }

  private static void holdWithBetterAuth(
      Server server, Options options, Table table, VerifyingWrk load, String service)
      throws Exception {
    var verify = new Door("verify");
    var started = BetterAuth.start(server);
    if (started.isEmpty()) {
      table.skip(WHAT, "better-auth", "`node` and `npm` are not installed");
      return;
    }
    try (var peer = started.get()) {
      var its = load.with(peer.keys());
      Contest.Run run = () -> its.run(peer.url(), verify, FEW, options.seconds(), false);
      hold(server, options, table, verify, load, service, Map.of("better-auth", run), FEW);
    }
  }

  private static void hold(
      Server server,
      Options options,
      Table table,
      Door door,
      VerifyingWrk load,
      String service,
      Map<String, Contest.Run> peers,
      int connections)
      throws Exception {
    String what =
        "%s, %s, connections: %d, threads of load: %d"
            .formatted(WHAT, door.name(), connections, load.threads());
    new Contest(
            List.of(what, "the same, p50 in ms", "the same, p99 in ms", "the same, p99.9 in ms"),
            () -> load.run(service, door, connections, options.seconds(), true),
            peers)
        .hold(server, options.rounds(), table);
  }

  /// Each with what it answers about a good key.
  private static List<Door> doors(Client caller, Keys keys) throws Exception {
    var introspected =
        caller.send(
            "/api/v1/introspect",
            request ->
                request
                    .header("Content-Type", FORM)
                    .POST(BodyPublishers.ofString("token=" + keys.good())));
    var verified =
        caller.send(
            "/api/v1/verify",
            request ->
                request
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{\"apiKey\": \"" + keys.good() + "\"}")));
    var forwarded =
        new Client(caller.http(), caller.url(), keys.good())
            .send("/api/v1/forward-auth?project=*", request -> request);
    var headers =
        FORWARDED.stream()
            .collect(
                Collectors.toMap(
                    Function.identity(),
                    name -> forwarded.headers().firstValue(name).orElseThrow()));
    return List.of(
        new Door("introspect", introspected.body(), Map.of()),
        new Door("forward-auth", "", headers),
        new Door("verify", verified.body(), Map.of()));
  }
}
