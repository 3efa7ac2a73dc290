package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.keyledger.query.authentication.WaitingQuestions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// PostgreSQL goes away and comes back. The service says so, forgets nothing that it has answered,
/// and recovers without a restart.
@Apart
final class OutageStory {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private static Path directory;

  private static OutsidePostgres postgres;
  private static Node node;

  @BeforeAll
  static void startOnAnOutsideDatabase() throws IOException {
    postgres = OutsidePostgres.start(directory.resolve("postgres"));
    node = Node.start(directory.resolve("data"), Node.newKey(), postgres.settings());
  }

  @AfterAll
  static void stop() throws IOException {
    node.close();
    postgres.close();
  }

  @Test
  @Timeout(120)
  void nothingThatWasAnsweredIsLostAndTheServiceRecovers() throws Exception {
    var api = node.api();
    Queue<String> answered = new ConcurrentLinkedQueue<>();
    var stop = new AtomicBoolean();
    try (var creators = Executors.newVirtualThreadPerTaskExecutor();
        AutoCloseable _ = () -> stop.set(true)) {
      var creating = new ArrayList<Future<?>>();
      for (int i = 0; i < 8; i++) {
        creating.add(creators.submit(() -> createUntil(stop, answered)));
      }
      await().atMost(PATIENCE).until(() -> answered.size() > 50);
      postgres.goAway();

      assertSaysSo(api.create("outage", "{}"));
      assertKnownKeysAreLetInAndOthersCannotBeJudged(api);
      assertSaysSo(api.list("outage", ""));
      assertThat(ready(node)).isEqualTo(200);

      postgres.comeBack();
      await().atMost(PATIENCE).until(() -> api.create("outage", "{}").status() == 200);
      stop.set(true);
      for (Future<?> creator : creating) {
        creator.get();
      }
    }

    // The table may still be on its way to the newest of them; the others are in it by then.
    api.as(List.copyOf(answered).getLast()).awaitSelf(200);
    assertThat(answered).allSatisfy(key -> assertThat(api.as(key).self().status()).isEqualTo(200));
  }

  @Test
  @Timeout(120)
  void aFrozenDatabaseHoldsNoRequestForEver() throws Exception {
    var api = node.api();
    assertThat(api.create("frozen", "{}").status()).isEqualTo(200);

    postgres.freeze();
    try {
      assertKnownKeysAreLetInAndOthersCannotBeJudged(api);
      assertSaysSo(api.create("frozen", "{}"));
    } finally {
      postgres.thaw();
    }

    await().atMost(PATIENCE).until(() -> api.create("frozen", "{}").status() == 200);
  }

  @Test
  @Timeout(120)
  void aScrapeShowsTheOutageAndWaitsForNothing() throws Exception {
    var before = Scrape.of(node);

    postgres.freeze();
    try {
      assertSaysSo(
          node.api().post("/api/v1/verify", "{\"apiKey\": \"%s\"}".formatted(Node.newKey())));
      assertSaysSo(node.api().create("frozen", "{}"));
      await().atMost(PATIENCE).until(() -> Scrape.of(node).value("keyledger_lease_seconds") < 0);
      long begun = System.nanoTime();
      var during = Scrape.of(node);

      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
      String verifications = "keyledger_verifications_seconds_count";
      assertThat(during.value(verifications, "door=verify", "outcome=unconfirmed"))
          .isEqualTo(before.value(verifications, "door=verify", "outcome=unconfirmed") + 1);
      String refusals = "keyledger_ledger_append_refusals_total";
      assertThat(during.value(refusals, "reason=unavailable"))
          .isGreaterThan(before.value(refusals, "reason=unavailable"));
      String commands = "keyledger_commands_seconds_count";
      assertThat(during.value(commands, "command=create-api-key", "outcome=unavailable"))
          .isGreaterThan(before.value(commands, "command=create-api-key", "outcome=unavailable"));
    } finally {
      postgres.thaw();
    }

    await().atMost(PATIENCE).until(() -> Scrape.of(node).value("keyledger_lease_seconds") > 0);
  }

  @Test
  @Timeout(120)
  void noMoreThanAThousandQuestionsWaitForAFrozenDatabase() throws Exception {
    var questions = new WaitingQuestions(node.parts());

    postgres.freeze();
    try {
      assertThat(questions.waitingWhenOneIsRefused()).isBetween(1L, 1000L);
      assertThat(node.api().self().status()).isEqualTo(200);
      await().atMost(PATIENCE).until(questions::haveAllFailed);
    } finally {
      postgres.thaw();
    }

    await().atMost(PATIENCE).until(() -> node.api().as(Node.newKey()).self().status() == 401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "keyledger.verification.max-staleness=2s",
        "keyledger.verification.on-lease-loss=refuse"
      })
  @Timeout(120)
  void aNodeThatHasLostTheLedgerForTooLongLetsNobodyIn(String limit) throws Exception {
    var settings = new HashMap<>(postgres.settings());
    settings.put("keyledger.verification.lease", "2s");
    settings.put(limit.substring(0, limit.indexOf('=')), limit.substring(limit.indexOf('=') + 1));
    try (var strict = Node.start(directory.resolve("strict"), node.partnerKey(), settings)) {
      assertThat(strict.api().self().status()).isEqualTo(200);

      postgres.freeze();
      try {
        assertThat(strict.api().self().status()).isEqualTo(200);
        await().atMost(PATIENCE).until(() -> strict.api().self().status() == 503);
        assertSaysSo(strict.api().self());
        assertNobodyWaits(strict);
        assertThat(ready(strict)).isEqualTo(503);
        assertThat(ready(node)).isEqualTo(200);
        assertThat(node.api().self().status()).isEqualTo(200);
      } finally {
        postgres.thaw();
      }

      await().atMost(PATIENCE).until(() -> strict.api().self().status() == 200);
    }
  }

  /// Where others wait already, one more that had to wait would be sent away.
  private static void assertNobodyWaits(Node lost) {
    new WaitingQuestions(lost.parts()).waitingWhenOneIsRefused();
    assertSaysSo(
        lost.api().post("/api/v1/verify", "{\"apiKey\": \"%s\"}".formatted(Node.newKey())));
    var scrape = Scrape.of(lost);
    String verifications = "keyledger_verifications_seconds_count";
    assertThat(scrape.value(verifications, "door=verify", "outcome=overloaded")).isZero();
    assertThat(scrape.value(verifications, "door=verify", "outcome=unconfirmed")).isOne();
  }

  private static void createUntil(AtomicBoolean stop, Queue<String> answered) {
    while (!stop.get()) {
      var created = node.api().create("outage", "{}");
      if (created.status() == 200) {
        answered.add(created.text("apiKey"));
      } else if (created.text("errorCode").equals("OUTCOME_UNKNOWN")) {
        // Its commit was under way when the database went, and nobody could look for ten seconds.
        assertSaysSo(created, "OUTCOME_UNKNOWN", "10");
      } else {
        assertSaysSo(created);
      }
    }
  }

  private static void assertKnownKeysAreLetInAndOthersCannotBeJudged(Api api) {
    assertThat(api.self().status()).isEqualTo(200);
    assertSaysSo(api.as(Node.newKey()).self());
    assertThat(api.as("no key at all").self().status()).isEqualTo(401);
  }

  private static void assertSaysSo(Answer answer) {
    assertSaysSo(answer, "UNAVAILABLE", "1");
  }

  private static void assertSaysSo(Answer answer, String errorCode, String retryAfter) {
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.header("Retry-After")).isEqualTo(retryAfter);
    assertThat(answer.text("errorCode")).isEqualTo(errorCode);
  }

  private static int ready(Node node) {
    return new Api("http://127.0.0.1:" + node.managementPort(), "")
        .sendAnonymously("/actuator/health/readiness", request -> request)
        .status();
  }
}
