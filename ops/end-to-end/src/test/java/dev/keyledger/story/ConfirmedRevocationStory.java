package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The answer to a revocation says which nodes it has reached.
///
/// It runs alone: a key that another node does not know yet waits there for a quarter of a second
/// at most, and beside other tests that can be too short.
@Isolated
final class ConfirmedRevocationStory {
  private static final String PARTNER_KEYS = "/api/v1/partner/apiKeys";
  private static final String PARTNER_KEY = Node.newKey();

  @TempDir private static Path directory;

  private static OutsidePostgres postgres;
  private static Node one;
  private static Node other;
  private static JdbcClient jdbc;

  @BeforeAll
  static void start() throws IOException {
    postgres = OutsidePostgres.start(directory.resolve("postgres"));
    one = start("one", Map.of());
    other = start("other", Map.of("keyledger.revocation.max-wait", "1s"));
    jdbc = one.bean(JdbcClient.class);
  }

  @AfterAll
  static void stop() throws IOException {
    other.close();
    one.close();
    postgres.close();
  }

  private static Node start(String name, Map<String, String> more) {
    var settings = new HashMap<>(postgres.settings());
    settings.put("keyledger.verification.node", name);
    settings.putAll(more);
    return Node.start(directory.resolve(name), PARTNER_KEY, settings);
  }

  @AfterEach
  void forgetGhosts() {
    jdbc.sql("DELETE FROM ledger.reader WHERE node = 'ghost'").update();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DELETE |                  |",
        "POST   | /disable         |",
        "POST   | /rotate          | {\"overlapSeconds\": 0}",
        "PATCH  |                  | {\"expiresAt\": \"2100-01-01T00:00:00Z\"}"
      })
  void whatTakesSomethingAwayIsConfirmedByEveryNode(
      String method, @Nullable String path, @Nullable String body) {
    for (Key key : List.of(create(), createPartner())) {
      var answer = key.change(method, path, body);

      assertThat(answer.status()).isIn(200, 204);
      assertThat(answer.header("Keyledger-Confirmed")).isEqualTo("2/2");
      assertThat(answer.header("Keyledger-Position")).isEqualTo(positionOfLastChange(key));
    }
  }

  @Test
  void theEndOfAnOverlapIsConfirmed() {
    var key = create();
    one.api().post(key.path() + "/rotate");

    var superseded = one.api().post(key.path() + "/rotate", "{\"supersede\": true}");
    var completed = one.api().post(key.path() + "/rotate/complete");

    assertThat(superseded.header("Keyledger-Confirmed")).isEqualTo("2/2");
    assertThat(completed.header("Keyledger-Confirmed")).isEqualTo("2/2");
    assertThat(other.api().as(key.secret()).self().status()).isEqualTo(401);
  }

  @Test
  void whoRevokesByPossessionIsAnsweredWhenAllNodesHaveItAndToldNothing() {
    for (int round = 0; round < 20; round++) {
      var key = create();
      assertThat(other.api().as(key.secret()).self().status()).isEqualTo(200);

      assertThat(revokeByPossession(one, key).header("Keyledger-Confirmed")).isEmpty();

      assertThat(other.api().as(key.secret()).self().status()).isEqualTo(401);
    }
  }

  @Test
  void whoRevokesByPossessionAgainIsNotAnsweredEarlier() {
    var key = create();
    ghost("20 seconds", "10 minutes");
    for (int time = 1; time <= 2; time++) {
      long asked = System.nanoTime();

      assertThat(revokeByPossession(other, key).status()).isEqualTo(200);

      assertThat(Duration.ofNanos(System.nanoTime() - asked))
          .as("time %d", time)
          .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(5));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST  | /enable |",
        "POST  | /rotate |",
        "PATCH |         | {\"name\": \"other\"}",
        "PATCH |         | {\"expiresAt\": null}"
      })
  void whatTakesNothingAwayWaitsForNobody(
      String method, @Nullable String path, @Nullable String body) {
    var answer = create().change(method, path, body);

    assertThat(answer.status()).isIn(200, 204);
    assertThat(answer.header("Keyledger-Confirmed")).isEmpty();
    assertThat(answer.header("Keyledger-Position")).isEmpty();
  }

  @Test
  void aKeyIsGoodNowhereAfterTheAnswer() {
    for (int round = 0; round < 100; round++) {
      var key = create();
      assertThat(other.api().as(key.secret()).self().status()).isEqualTo(200);

      assertThat(one.api().delete(key.path()).header("Keyledger-Confirmed")).isEqualTo("2/2");

      assertThat(other.api().as(key.secret()).self().status()).isEqualTo(401);
      assertThat(one.api().as(key.secret()).self().status()).isEqualTo(401);
    }
  }

  @Test
  void aRepetitionIsConfirmedForTheOriginalPosition() {
    var key = create();
    var first = one.api().delete(key.path());
    create();

    var second = other.api().delete(key.path());

    assertThat(second.header("Keyledger-Position")).isEqualTo(first.header("Keyledger-Position"));
    assertThat(second.header("Keyledger-Confirmed")).isEqualTo("2/2");
  }

  @Test
  void aNodeThatStopsIsCountedNoMore() {
    try (var third = start("third", Map.of())) {
      assertThat(third.api().self().status()).isEqualTo(200);
      assertThat(revocation().header("Keyledger-Confirmed")).isEqualTo("3/3");
    }
    assertThat(revocation().header("Keyledger-Confirmed")).isEqualTo("2/2");
  }

  @Test
  void aNodeIsWaitedForWhileItsLeaseRunsAndCountedWhileItMayBeAnswering() {
    ghost("10 seconds", "10 minutes");
    long asked = System.nanoTime();
    assertThat(other.api().delete(create().path()).header("Keyledger-Confirmed")).isEqualTo("2/3");
    assertThat(Duration.ofNanos(System.nanoTime() - asked))
        .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(5));

    ghost("-1 second", "10 minutes");
    assertThat(revocation().header("Keyledger-Confirmed")).isEqualTo("2/3");

    ghost("-10 minutes", "-1 second");
    assertThat(revocation().header("Keyledger-Confirmed")).isEqualTo("2/2");
  }

  @Test
  void aNodeWhoseLeaseHasRunOutIsShown() {
    ghost("-1 second", "10 minutes");
    awaitStale(1);
    String confirmations = "keyledger_revocation_confirmation_seconds_count";
    var before = Scrape.of(one);

    assertThat(revocation().header("Keyledger-Confirmed")).isEqualTo("2/3");

    var after = Scrape.of(one);
    assertThat(after.value("keyledger_verifiers", "state=live")).isEqualTo(2);
    assertThat(after.value(confirmations, "outcome=partial"))
        .isEqualTo(before.value(confirmations, "outcome=partial") + 1);
    ghost("-10 minutes", "-1 second");
    awaitStale(0);
  }

  private static void awaitStale(int nodes) {
    org.awaitility.Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> Scrape.of(one).value("keyledger_verifiers", "state=stale") == nodes);
  }

  @Test
  void twoNodesOfOneNameAreBothCounted() {
    String before = runOf("other");
    try (var twin = start("other", Map.of("keyledger.verification.lease", "1s"))) {
      assertThat(twin.api().self().status()).isEqualTo(200);
      assertThat(runOf("other")).as("the run that went by the name").isEqualTo(before);
      assertThat(nodes()).isEqualTo(3);
      assertThat(revocation().header("Keyledger-Confirmed")).isEqualTo("3/3");
    }
    await(2);
  }

  @Test
  void aNodeThatWasKilledIsReplacedWhenItStartsAgain() {
    ghost("11 seconds", "10 minutes");
    String before = runOf("ghost");

    try (var again = start("ghost", Map.of())) {
      assertThat(again.api().self().status()).isEqualTo(200);
      assertThat(runOf("ghost")).isNotEqualTo(before);
      assertThat(revocation().header("Keyledger-Confirmed")).isEqualTo("3/3");
    }
    await(2);
  }

  private static String runOf(String node) {
    return jdbc.sql("SELECT run::text FROM ledger.reader WHERE node = ?")
        .param(node)
        .query(String.class)
        .single();
  }

  /// A node that was killed, as the others know it.
  private static void ghost(String lease, String serves) {
    jdbc.sql(
            """
            INSERT INTO ledger.reader (node, run, position, lease_until, serves_until)
            VALUES ('ghost', gen_random_uuid(), 0,
              clock_timestamp() + ?::interval, clock_timestamp() + ?::interval)
            ON CONFLICT (node) DO UPDATE
            SET lease_until = excluded.lease_until, serves_until = excluded.serves_until
            """)
        .params(lease, serves)
        .update();
  }

  private static void await(int nodes) {
    org.awaitility.Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> nodes() == nodes);
  }

  private static int nodes() {
    return jdbc.sql("SELECT count(*) FROM ledger.reader").query(Integer.class).single();
  }

  private static Answer revocation() {
    return one.api().delete(create().path());
  }

  private static Answer revokeByPossession(Node at, Key key) {
    return at.api()
        .sendAnonymously(
            "/api/v1/revoke",
            request ->
                request
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString("token=" + key.secret())));
  }

  private static String positionOfLastChange(Key key) {
    return jdbc.sql("SELECT max(position) FROM ledger.event WHERE aggregate_id = ?")
        .param(key.id())
        .query(String.class)
        .single();
  }

  private static Key create() {
    var created = one.api().create("confirmed", "{}");
    String id = created.text("apiKeyId");
    return new Key(id, Api.key("confirmed", id), created.text("apiKey"));
  }

  private static Key createPartner() {
    var created = one.api().post(PARTNER_KEYS, "{}");
    String id = created.text("apiKeyId");
    return new Key(id, PARTNER_KEYS + '/' + id, created.text("apiKey"));
  }

  private record Key(String id, String path, String secret) {
    Answer change(String method, @Nullable String more, @Nullable String body) {
      String path = path() + (more == null ? "" : more);
      return switch (method) {
        case "DELETE" -> one.api().delete(path);
        case "PATCH" -> one.api().patch(path, Objects.requireNonNull(body));
        default -> body == null ? one.api().post(path) : one.api().post(path, body);
      };
    }
  }
}
