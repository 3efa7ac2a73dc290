package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/// Prometheus sees what happens, all of it is on the page, and none of it tells of anybody's keys.
@ExtendWith(SharedNode.class)
@TestInstance(Lifecycle.PER_CLASS)
final class MetricsStory {
  private static final Path PAGE = Path.of("../docs/metrics.md");

  private static final Pattern ROW =
      Pattern.compile(
          "\\| `(\\w+)` \\| (\\w+) \\| ([\\w, ]*)\\| (?:command|query|both) \\| .+ \\| .+ \\|");

  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-.*");
  private static final Pattern KEY = Pattern.compile("[0-9A-Za-z]{8}(\\.[0-9A-Za-z]+)?");
  private static final String PROJECT = "metrics-project";
  private static final String NAME = "metrics-name";
  private static final int BOUND = 2000;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Node node;
  private final Api api;
  private final Answer created;

  MetricsStory(Node node) {
    this.node = node;
    this.api = node.api();
    this.created = create("");
  }

  @BeforeAll
  void useEveryFeature() {
    change("{\"name\": \"%s 2\"}".formatted(NAME));
    change("{\"expiresAt\": \"2001-01-01T00:00:00Z\"}");
    api.post(path("/disable"));
    api.post(path("/enable"));
    api.post(path("/rotate"));
    api.post(path("/rotate/complete"));
    askEveryDoor(created.text("apiKey"));
    api.get("/api/v1/auditEvents");
    api.get("/api/v1/ledger/checkpoint");
    api.get("/nowhere/" + created.text("apiKeyId"));
    api.as(Node.newKey()).list(PROJECT, "");
    api.delete(path(""));
    replay();
    System.gc();
    await().until(() -> scrape().families().containsKey("jvm_gc_pause_seconds"));
  }

  @Test
  void thePageShowsWhatAScrapeShowsAndNothingElse() throws IOException {
    assertThat(scrape().families()).isEqualTo(documented());
  }

  @Test
  void nothingTellsOfAnybodysKeys() {
    var scrape = scrape();

    assertThat(scrape.text())
        .doesNotContain(NAME, PROJECT, created.text("apiKeyId"), prefix())
        .doesNotContain(node.partnerKey().substring(0, prefix().length()));
    assertThat(scrape.labelValues())
        .noneMatch(ID.asMatchPredicate())
        .filteredOn(KEY.asMatchPredicate())
        .allSatisfy(word -> assertThat(PAGE).content().contains("`" + word + "`"));
  }

  @Test
  void thereAreFewSeries() {
    assertThat(scrape().series()).hasSizeBetween(500, BOUND);
  }

  @Test
  void promtoolHasNoComplaint() throws Exception {
    Installed.assume("promtool");
    var promtool = new ProcessBuilder("promtool", "check", "metrics").redirectErrorStream(true);
    var check = promtool.start();
    try (var in = check.getOutputStream()) {
      in.write(scrape().text().getBytes(StandardCharsets.UTF_8));
    }

    assertThat(new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).isEmpty();
    assertThat(check.waitFor()).isZero();
  }

  @Test
  void aCommandIsCountedByWhatCameOfIt() {
    var before = scrape();
    var key = create("");
    api.patch(Api.key(PROJECT, key.text("apiKeyId")), "{\"expiresAt\": \"2001-01-01T00:00:00Z\"}");

    var after = scrape();
    assertThat(
            grown(
                before,
                after,
                "keyledger_commands_seconds_count",
                "command=create-api-key",
                "outcome=accepted"))
        .isOne();
    assertThat(
            grown(
                before,
                after,
                "keyledger_commands_seconds_count",
                "command=update-api-key",
                "outcome=refused"))
        .isOne();
    assertThat(grown(before, after, "keyledger_creations_total", "kind=project")).isOne();
    assertThat(grown(before, after, "keyledger_ledger_position")).isOne();
  }

  @Test
  void aVerificationIsCountedByItsDoorAndItsOutcome() {
    var before = scrape();
    var good = create("");
    var ended =
        create(
            ", \"expiresAt\": \"%s\""
                .formatted(Instant.now().plusMillis(1500).truncatedTo(ChronoUnit.MILLIS)));
    askEveryDoor(good.text("apiKey"));
    askEveryDoor(Node.newKey());
    askEveryDoor("no key");
    api.post(Api.key(PROJECT, good.text("apiKeyId")) + "/disable");
    askEveryDoor(good.text("apiKey"));
    api.delete(Api.key(PROJECT, good.text("apiKeyId")));
    askEveryDoor(good.text("apiKey"));
    api.as(ended.text("apiKey")).awaitSelf(401);
    askEveryDoor(ended.text("apiKey"));

    var after = scrape();
    for (String door : Set.of("introspect", "forward-auth", "verify", "verify-batch")) {
      for (String outcome : Set.of("unknown", "malformed", "disabled", "revoked", "expired")) {
        assertThat(verifications(before, after, door, outcome)).as(door + " " + outcome).isOne();
      }
    }
    assertThat(verifications(before, after, "introspect", "active")).isOne();
    assertThat(verifications(before, after, "forward-auth", "wrong-project")).isOne();
    assertThat(verifications(before, after, "verify", "wrong-project")).isOne();
    assertThat(verifications(before, after, "verify-batch", "wrong-project")).isOne();
  }

  @Test
  void whoMayNotAskIsCounted() {
    var before = scrape();
    var caller = api.as(create("").text("apiKey"));
    introspect(caller, Node.newKey());
    caller.as(Node.newKey()).post("/api/v1/verify", "{}");
    api.sendAnonymously("/api/v1/forward-auth?project=*", request -> request);

    var after = scrape();
    for (String door : Set.of("introspect", "forward-auth", "verify")) {
      assertThat(verifications(before, after, door, "unauthorized")).as(door).isOne();
    }
  }

  @Test
  void theNodeShowsItsLeaseItsReadersAndItsTable() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          var scrape = scrape();
          double head = scrape.value("keyledger_ledger_position");
          assertThat(head).isPositive();
          for (String reader : Set.of("lookup-table", "lookup", "catalog", "audit")) {
            assertThat(scrape.value("keyledger_reader_position", "reader=" + reader))
                .isEqualTo(head);
            assertThat(scrape.value("keyledger_reader_lag_seconds", "reader=" + reader)).isZero();
          }
          assertThat(scrape.value("keyledger_ledger_checkpoint_position")).isEqualTo(head);
          assertThat(scrape.value("keyledger_verifiers", "state=live")).isOne();
          assertThat(scrape.value("keyledger_lease_seconds")).isBetween(0.0, 10.0);
          assertThat(scrape.value("keyledger_lookup_load_ratio")).isOne();
          assertThat(scrape.value("keyledger_keys", "kind=partner", "status=active")).isPositive();
          assertThat(scrape.value("keyledger_keys", "kind=project", "status=revoked")).isPositive();
        });
  }

  @Test
  void aRevocationIsTimedUntilItIsConfirmed() {
    var key = create("");
    var before = scrape();
    api.delete(Api.key(PROJECT, key.text("apiKeyId")));

    assertThat(
            grown(
                before,
                scrape(),
                "keyledger_revocation_confirmation_seconds_count",
                "outcome=confirmed"))
        .isOne();
  }

  private Answer create(String more) {
    return api.create(PROJECT, "{\"name\": \"%s\"%s}".formatted(NAME, more));
  }

  private void change(String patch) {
    api.patch(path(""), patch);
  }

  private String path(String operation) {
    return Api.key(PROJECT, created.text("apiKeyId")) + operation;
  }

  private String prefix() {
    return created.text("apiKey").split("\\.", 2)[0];
  }

  /// Asks about a key of the story's project, and where a project can be named about another.
  private void askEveryDoor(String key) {
    var json = "{\"apiKey\": \"%s\", \"projectId\": \"another\"}".formatted(key);
    introspect(api, key);
    api.as(key).get("/api/v1/forward-auth?project=another");
    api.post("/api/v1/verify", json);
    api.post("/api/v1/verify/batch", "{\"apiKeys\": [%s]}".formatted(json));
  }

  private static void introspect(Api caller, String key) {
    caller.send(
        "/api/v1/introspect",
        request ->
            request
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("token=" + key)));
  }

  private void replay() {
    api.post("/api/v1/admin/views/catalog/replay?dryRun=true");
    await()
        .atMost(PATIENCE)
        .until(
            () -> scrape().value("keyledger_replays_total", "view=catalog", "state=finished") > 0);
  }

  private Scrape scrape() {
    return Scrape.of(node);
  }

  private static double verifications(Scrape before, Scrape after, String door, String outcome) {
    return grown(
        before,
        after,
        "keyledger_verifications_seconds_count",
        "door=" + door,
        "outcome=" + outcome);
  }

  private static double grown(Scrape before, Scrape after, String name, String... labels) {
    return after.value(name, labels) - before.value(name, labels);
  }

  /// What the page says, and with each histogram and summary the gauge that it says comes with it.
  private static Map<String, Metric> documented() throws IOException {
    var metrics = new TreeMap<String, Metric>();
    Files.readString(PAGE)
        .lines()
        .map(ROW::matcher)
        .filter(row -> row.matches())
        .forEach(row -> {
          var labels = new TreeSet<>(Set.of(row.group(3).strip().split(", ?", -1)));
          labels.remove("");
          metrics.put(row.group(1), new Metric(row.group(2), labels));
          if (Set.of("histogram", "summary").contains(row.group(2))) {
            metrics.put(row.group(1) + "_max", new Metric("gauge", labels));
          }
        });
    return metrics;
  }
}
