package dev.keyledger.benchmarks;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// How long a revocation takes until every one of three nodes has confirmed it, while all of them
/// verify keys; and whether one of them lets the key in after that.
final class Revocations implements Section {
  private static final int NODES = 3;
  private static final int REVOKERS = 2;
  private static final double MILLI = 1e6;
  private static final String WHAT =
      "ms from a revocation to the answer that all of 3 nodes have it";

  @Override
  public String name() {
    return "revocations";
  }

  @Override
  public void measure(Server server, Options options, Table table) throws Exception {
    var database = server.create("revocations");
    var nodes = new ArrayList<Service>();
    try (var http = HttpClient.newHttpClient();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      nodes.add(Service.start(options.program(), database, server.directory().resolve("node0")));
      String partner = nodes.getFirst().partnerKey();
      for (int i = 1; i < NODES; i++) {
        nodes.add(
            Service.start(
                options.program(), database, server.directory().resolve("node" + i), partner));
      }
      var clients = nodes.stream().map(node -> new Client(http, node.url(), partner)).toList();
      var over = new AtomicBoolean();
      var load =
          clients.stream().map(node -> threads.submit(() -> verifyUntil(over, node))).toList();
      var half = new Series();
      var most = new Series();
      for (int round = 0; round <= options.rounds(); round++) {
        int count = options.revocations() / Math.max(1, options.rounds());
        var times = Series.of(revoke(clients, count, threads));
        if (round > 0) {
          half.add(times.percentile(0.5));
          most.add(times.percentile(0.99));
        }
      }
      over.set(true);
      for (var verifications : load) {
        verifications.get();
      }
      table.add(WHAT + ", p50", half, Map.of());
      table.add("the same, p99", most, Map.of());
    } finally {
      nodes.forEach(Service::close);
    }
  }

  private static List<Double> revoke(List<Client> nodes, int count, ExecutorService threads)
      throws Exception {
    var times = new ArrayList<Double>();
    var unconfirmed = new AtomicInteger();
    var revokers = new ArrayList<Future<List<Double>>>();
    for (int i = 0; i < REVOKERS; i++) {
      revokers.add(threads.submit(() -> revoke(nodes, count / REVOKERS, unconfirmed)));
    }
    for (var revoker : revokers) {
      times.addAll(revoker.get());
    }
    System.err.printf(
        "%d revocations, %d of them not confirmed in time%n", times.size(), unconfirmed.get());
    return times;
  }

  private static List<Double> revoke(List<Client> nodes, int count, AtomicInteger unconfirmed)
      throws Exception {
    var times = new ArrayList<Double>();
    for (int i = 0; i < count; i++) {
      var node = nodes.get(i % NODES);
      var created = node.post(Keys.PATH, "{}");
      String key = created.get("apiKey").asString();
      long begun = System.nanoTime();
      var answer =
          node.send(
              Keys.PATH + "/" + created.get("apiKeyId").asString(), HttpRequest.Builder::DELETE);
      times.add((System.nanoTime() - begun) / MILLI);
      if (answer.headers().firstValue("Keyledger-Confirmed").equals(Optional.of("3/3"))) {
        for (Client each : nodes) {
          Check.equal("verification of a revoked key", 401, each.verify(key));
        }
      } else {
        unconfirmed.incrementAndGet();
      }
    }
    return times;
  }

  private static int verifyUntil(AtomicBoolean over, Client node) throws Exception {
    String key = node.post(Keys.PATH, "{}").get("apiKey").asString();
    int verifications = 0;
    while (!over.get()) {
      Check.equal("verification of a good key", 200, node.verify(key));
      verifications++;
    }
    return verifications;
  }
}
