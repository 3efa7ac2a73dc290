package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Prometheus looks at the service while keys are made, used and ended, and has an answer to
/// everything that dashboards and rules ask.
@Thorough
final class WatchedIT {
  private static final String PROJECT = "watched";
  private static final String PARTNER_KEYS = "/api/v1/partner/apiKeys";
  private static final String PARTNER_KEY = Node.newKey();

  /// How long all answers together may keep us waiting.
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// What a service that is well has nothing to say about, and why. A query is here that contains
  /// one of these.
  private static final Map<String, String> RIGHTLY_EMPTY =
      Map.of(
          "annotations: ALERTS{", "no alert fires",
          "outcome=~'unconfirmed|overloaded|failed'", "every question is answered",
          "status=~'5..'", "every request is answered",
          "offset 15m", "it looks back a quarter of an hour",
          "keyledger_replay_running{job=~'keyledger.*', instance=~'.*'} == 1",
              "a replay of so few events is over between two looks");

  @TempDir private static Path directory;

  private static final AtomicBoolean OVER = new AtomicBoolean();
  private static Instant started = Instant.EPOCH;
  private static Program program;
  private static Prometheus prometheus;
  private static ExecutorService thread;
  private static Future<?> load;

  @BeforeAll
  static void startBothAndTheLoad() throws Exception {
    Installed.assume("prometheus");
    program =
        Program.start(directory, Map.of("KEYLEDGER_BOOTSTRAP_PARTNER_KEY", PARTNER_KEY)).ready();
    prometheus =
        Prometheus.start(
            Files.createDirectory(directory.resolve("prometheus")), program.managementPort());
    started = Instant.now();
    thread = Executors.newSingleThreadExecutor();
    load =
        thread.submit(() -> {
          while (!OVER.get()) {
            liveAKeysLife(program.api(PARTNER_KEY));
          }
        });
  }

  @AfterAll
  static void stop() throws Exception {
    OVER.set(true);
    if (load != null) {
      load.get();
      thread.close();
    }
    if (prometheus != null) {
      prometheus.close();
    }
    if (program != null) {
      program.close();
    }
  }

  /// Everything that can happen to a key, at every door.
  private static void liveAKeysLife(Api partner) {
    String soon = Instant.now().plus(3, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS).toString();
    var created = partner.create(PROJECT, "{\"expiresAt\": \"" + soon + "\"}");
    String path = Api.key(PROJECT, created.text("apiKeyId"));
    String verifier = partner.post(PARTNER_KEYS, "{\"kind\": \"verifier\"}").text("apiKey");
    present(partner.as(verifier), created.text("apiKey"));
    present(partner.as(verifier), Node.newKey());
    partner.as(created.text("apiKey")).self();
    partner.as(Node.newKey()).self();
    partner.get(path);
    partner.list(PROJECT, "?status=active");
    partner.patch(path, "{\"name\": \"watched\"}");
    partner.post(path + "/rotate");
    partner.post(path + "/disable");
    partner.post(path + "/enable");
    partner.delete(path);
    partner.post(path + "/enable");
    partner.post("/api/v1/admin/views/catalog/replay?dryRun=true");
  }

  private static void present(Api verifier, String key) {
    String asked = "{\"apiKey\": \"" + key + "\", \"projectId\": \"" + PROJECT + "\"}";
    verifier.as(key).get("/api/v1/forward-auth?project=" + PROJECT);
    verifier.post("/api/v1/verify", asked);
    verifier.post("/api/v1/verify/batch", "{\"keys\": [" + asked + "]}");
    verifier.send(
        "/api/v1/introspect",
        request ->
            request
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("token=" + key)));
  }

  @ParameterizedTest
  @MethodSource("everyQuery")
  void itHasAnAnswer(Query query) {
    await()
        .pollDelay(Duration.ZERO)
        .atMost(whatIsLeft())
        .untilAsserted(() -> {
          assertThat(load.isDone()).isFalse();
          var series = prometheus.series(query);
          if (!isRightlyEmpty(query)) {
            assertThat(series).anyMatch(WatchedIT::isANumber);
          }
        });
  }

  private static Duration whatIsLeft() {
    var left = Duration.between(Instant.now(), started.plus(PATIENCE));
    return left.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : left;
  }

  private static boolean isRightlyEmpty(Query query) {
    return RIGHTLY_EMPTY.keySet().stream().anyMatch(query.toString()::contains);
  }

  private static boolean isANumber(JsonNode series) {
    return !series.at("/value/1").asString().equals("NaN");
  }

  /// An alert's own query has no answer while all is well; what it looks at has one.
  private static Stream<Query> everyQuery() {
    return Stream.of(
            Dashboard.all().stream().flatMap(dashboard -> dashboard.queries().stream()),
            Rules.recordings().stream().map(Rules::query),
            Rules.alerts().stream().map(Rules::query).flatMap(alert -> alert.selections().stream()))
        .flatMap(queries -> queries)
        .map(Query::withAllNodes);
  }

  @Test
  void whatIsRightlyEmptyIsAsked() {
    assertThat(RIGHTLY_EMPTY.keySet())
        .allMatch(text -> everyQuery().anyMatch(query -> query.toString().contains(text)));
  }

  @Test
  void everyRuleRunsAndNoAlertFires() {
    await()
        .pollDelay(Duration.ZERO)
        .atMost(whatIsLeft())
        .untilAsserted(() -> {
          var rules = rules();
          assertThat(rules).hasSize(Rules.alerts().size() + Rules.recordings().size());
          assertThat(rules)
              .allSatisfy(rule ->
                  assertThat(rule.required("health").asString())
                      .as(rule.toString())
                      .isEqualTo("ok"));
        });
    assertThat(rules()).noneMatch(rule -> rule.path("state").asString().equals("firing"));
  }

  private static List<JsonNode> rules() {
    return prometheus
        .get("/api/v1/rules")
        .json()
        .at("/data/groups")
        .valueStream()
        .flatMap(group -> group.required("rules").valueStream())
        .toList();
  }

  /// The links of alerts lead there. It is served as a template for HTML, which a sign for "less
  /// than" would not survive.
  @Test
  void prometheusServesTheRunbook() {
    var answer = prometheus.get("/consoles/runbook.md");

    assertThat(answer.text()).isEqualTo(Page.of("runbook.md").text());
    assertThat(answer.header("Content-Type")).startsWith("text/plain");
  }
}
