package dev.keyledger.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Has the service make a view again.
///
/// @param client with a partner key
record ViewReplay(Client client, String view) {
  private static final String VIEWS = "/api/v1/admin/views";
  private static final long POLL_MILLIS = 100;
  private static final Set<String> REBUILDING = Set.of("waiting", "building", "indexing");

  /// Events per second until the rebuilt view has its indexes, and until it has taken the place of
  /// the live one.
  List<Double> run() throws IOException, InterruptedException {
    long begun = System.nanoTime();
    Check.equal("POST replay", 202, send("POST", "/replay"));
    var replay = last();
    while (REBUILDING.contains(replay.get("state").asString())) {
      replay = last();
    }
    long rebuilt = System.nanoTime();
    replay = awaitEnd();
    long over = System.nanoTime();
    Check.equal("views that equal their events", 1, replay.path("equal").asBoolean() ? 1 : 0);
    double events = replay.get("eventsDone").asDouble();
    return List.of(events * 1e9 / (rebuilt - begun), events * 1e9 / (over - begun));
  }

  /// Makes the view again and again, until it is enough; the last time is cancelled.
  List<Double> runUntil(AtomicBoolean enough) throws IOException, InterruptedException {
    while (!enough.get()) {
      send("POST", "/replay?dryRun=true");
      while (!enough.get() && !last().has("endedAt")) {
        Thread.sleep(POLL_MILLIS);
      }
    }
    send("DELETE", "/replay");
    awaitEnd();
    return List.of();
  }

  private JsonNode awaitEnd() throws IOException, InterruptedException {
    var replay = last();
    while (!replay.has("endedAt")) {
      replay = last();
    }
    return replay;
  }

  private JsonNode last() throws IOException, InterruptedException {
    Thread.sleep(POLL_MILLIS);
    for (var status : JsonMapper.shared().readTree(client.send(VIEWS, request -> request).body())) {
      if (status.get("view").asString().equals(view)) {
        return status.get("replay");
      }
    }
    throw new IllegalStateException("there is no view " + view);
  }

  private int send(String method, String what) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(client.url() + VIEWS + "/" + view + what))
            .header("Authorization", "Bearer " + client.key())
            .method(method, BodyPublishers.noBody())
            .build();
    return client.http().send(request, BodyHandlers.discarding()).statusCode();
  }
}
