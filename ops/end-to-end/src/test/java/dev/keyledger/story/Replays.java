package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// The views of a node as an operator sees them, who has them made again.
record Replays(Node node) {
  static final String PROJECT = "replay";

  private static final String VIEWS = "/api/v1/admin/views";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  Answer createKey() {
    return node.api()
        .create(PROJECT, "{\"name\": \"a \\\\ b\", \"expiresAt\": \"2127-01-01T00:00:00.1234Z\"}");
  }

  Answer begin(String view) {
    return node.api().post(path(view));
  }

  Answer beginDry(String view) {
    return node.api().post(path(view) + "?dryRun=true");
  }

  Answer cancel(String view) {
    return node.api().delete(path(view));
  }

  private static String path(String view) {
    return VIEWS + "/" + view + "/replay";
  }

  JsonNode status(String view) {
    return StreamSupport.stream(node.api().get(VIEWS).json().spliterator(), false)
        .filter(status -> status.get("view").asString().equals(view))
        .findAny()
        .orElseThrow();
  }

  /// The view's last replay.
  JsonNode last(String view) {
    return status(view).get("replay");
  }

  void awaitState(String view, String state) {
    await().until(() -> state.equals(last(view).get("state").asString()));
  }

  JsonNode awaitEnd(String view, String state) {
    await().atMost(PATIENCE).until(() -> last(view).has("endedAt"));
    assertThat(last(view).get("state").asString()).isEqualTo(state);
    return last(view);
  }

  /// Waits until every view has all events.
  void awaitViews() {
    await().until(() -> events() == positionOfSlowest());
  }

  long events() {
    return number("SELECT count(*) FROM ledger.event");
  }

  private long positionOfSlowest() {
    return number("SELECT min(position) FROM view.progress");
  }

  private long number(String query) {
    return node.bean(JdbcClient.class).sql(query).query(Long.class).single();
  }

  List<String> schemas() {
    return node.bean(JdbcClient.class)
        .sql("SELECT nspname FROM pg_namespace")
        .query((row, _) -> row.getString(1))
        .list();
  }
}
