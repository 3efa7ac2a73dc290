package dev.keyledger.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
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

  /// The worst figures that a load has in any of its turns while the view is made again, compared,
  /// and left as it is.
  ///
  /// @param load of whose figures the first is better when it is larger, and the others are worse
  List<Double> worstOf(Contest.Run load) throws Exception {
    Check.equal("POST replay", 202, send("POST", "/replay?dryRun=true"));
    var worst = load.measure();
    while (!last().has("endedAt")) {
      worst = worse(worst, load.measure());
    }
    Check.equal("views that equal their events", 1, last().path("equal").asBoolean() ? 1 : 0);
    return worst;
  }

  private static List<Double> worse(List<Double> one, List<Double> other) {
    return IntStream.range(0, one.size())
        .mapToObj(
            i -> i == 0 ? Math.min(one.get(i), other.get(i)) : Math.max(one.get(i), other.get(i)))
        .toList();
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
