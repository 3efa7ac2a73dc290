package dev.keyledger.benchmarks;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
  private static final Door DOOR = new Door("introspect", "", "");

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
      int seconds = options.seconds();
      Contest.Run undisturbed = () -> load.run(service.url(), DOOR, CONNECTIONS, seconds, false);
      Map<String, Work> works =
          Map.of(
              "%d creations/s and %d revocations/s"
                  .formatted(CREATIONS_A_SECOND, REVOCATIONS_A_SECOND),
              over -> change(partner, over),
              "a flood of guessed keys from as many connections",
              over -> flood.flood(service.url(), DOOR, CONNECTIONS, seconds + 1),
              "PostgreSQL frozen",
              over -> freeze(server, over));
      for (var work : works.entrySet()) {
        String what = "good verifications/s, introspect, connections: 32, beside " + work.getKey();
        new Contest(
                List.of(
                    what, "the same, p50 in ms", "the same, p99 in ms", "the same, p99.9 in ms"),
                () -> beside(work.getValue(), undisturbed),
                Map.of("undisturbed", undisturbed))
            .hold(server, options.rounds(), table);
      }
    }
  }

  /// Something that goes on until it is over.
  private interface Work {
    void run(AtomicBoolean over) throws Exception;
  }

  private static List<Double> beside(Work work, Contest.Run load) throws Exception {
    var over = new AtomicBoolean();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        AutoCloseable _ = () -> over.set(true)) {
      Future<?> disturbing =
          threads.submit(() -> {
            work.run(over);
            return null;
          });
      var figures = load.measure();
      over.set(true);
      disturbing.get();
      return figures;
    }
  }

  /// Creates keys at an even pace, and revokes some of them.
  private static void change(Client partner, AtomicBoolean over) throws Exception {
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      long pace = TimeUnit.SECONDS.toNanos(1) / CREATIONS_A_SECOND;
      int every = CREATIONS_A_SECOND / REVOCATIONS_A_SECOND;
      long next = System.nanoTime();
      Future<?> last = callers.submit(() -> {});
      for (int i = 1; !over.get(); i++) {
        boolean revokes = i % every == 0;
        last =
            callers.submit(() -> {
              create(partner, revokes);
              return null;
            });
        next += pace;
        LockSupport.parkNanos(next - System.nanoTime());
      }
      last.get();
    }
  }

  private static void create(Client partner, boolean revokes) throws Exception {
    String id = partner.post(Keys.PATH, "{}").get("apiKeyId").asString();
    if (revokes) {
      partner.send(Keys.PATH + "/" + id, HttpRequest.Builder::DELETE);
    }
  }

  private static void freeze(Server server, AtomicBoolean over) throws Exception {
    server.signal("STOP");
    try {
      while (!over.get()) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
      }
    } finally {
      server.signal("CONT");
    }
  }
}
