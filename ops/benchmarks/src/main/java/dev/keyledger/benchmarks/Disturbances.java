package dev.keyledger.benchmarks;

import java.net.http.HttpClient;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/// Verifications of good keys while something else goes on, beside the same without it.
final class Disturbances implements Section {
  private static final int CONNECTIONS = 32;
  private static final int KEYS = 20_000;
  private static final int GUESSES = 20_000;
  private static final int CREATIONS_A_SECOND = 500;
  private static final int REVOCATIONS_A_SECOND = 5;

  /// So many times a turn: what creates keys is compiled only after about a minute.
  private static final int WARM_UP = 12;

  private static final Door DOOR = new Door("introspect");

  @Override
  public String name() {
    return "disturbed";
  }

  @Override
  public void measure(Server server, Options options, Table table) throws Exception {
    var wrk = Tool.find("wrk");
    if (wrk.isEmpty()) {
      table.skip("good verifications/s", "this ledger", "`wrk` is not installed (Debian package)");
      return;
    }
    var database = server.create("disturbed");
    try (var service = Service.start(options.program(), database, server.directory());
        var http = HttpClient.newHttpClient()) {
      var partner = new Client(http, service.url(), service.partnerKey());
      var good = Keys.issue(partner, KEYS, 0, server.directory().resolve("good"));
      var guessed = Keys.guess(GUESSES, server.directory().resolve("guessed"));
      var load =
          new VerifyingWrk(
              wrk.get(), Scripts.copy(server, "verify.lua"), good, service.partnerKey());
      var flood = load.with(guessed);
      var changes =
          new ChangingWrk(wrk.get(), Scripts.copy(server, "change.lua"), service.partnerKey());
      int seconds = options.seconds();
      warmUp(
          new Wrk(wrk.get(), Scripts.copy(server, "create.lua").toString(), WARM_UP * seconds),
          service,
          new Views(database));
      Contest.Run undisturbed = () -> load.run(service.url(), DOOR, CONNECTIONS, seconds, false);
      Map<String, Beside.Work> works =
          Map.of(
              "%d creations/s and %d revocations/s"
                  .formatted(CREATIONS_A_SECOND, REVOCATIONS_A_SECOND),
              _ ->
                  List.of(
                      changes.run(
                          service.url(), CREATIONS_A_SECOND, REVOCATIONS_A_SECOND, seconds + 1)),
              "a flood of guessed keys from as many connections",
              _ -> {
                flood.flood(service.url(), DOOR, CONNECTIONS, seconds + 1);
                return List.of();
              },
              "PostgreSQL frozen",
              over -> freeze(server, over));
      for (var work : works.entrySet()) {
        String what = "good verifications/s, introspect, connections: 32, beside " + work.getKey();
        new Contest(
                List.of(
                    what,
                    "the same, p50 in ms",
                    "the same, p99 in ms",
                    "the same, p99.9 in ms",
                    "the same, changes/s"),
                () -> Beside.measure(work.getValue(), undisturbed),
                Map.of("undisturbed", undisturbed))
            .hold(server, options.rounds(), table);
      }
    }
  }

  private static void warmUp(Wrk creations, Service service, Views views) throws Exception {
    creations.run(service, CONNECTIONS);
    views.awaitHead();
  }

  private static List<Double> freeze(Server server, AtomicBoolean over) throws Exception {
    server.signal("STOP");
    try {
      while (!over.get()) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
      }
    } finally {
      server.signal("CONT");
    }
    return List.of();
  }
}
