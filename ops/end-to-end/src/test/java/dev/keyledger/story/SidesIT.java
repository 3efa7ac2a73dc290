package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.keyledger.http.ErrorCode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Two programs are one service: one decides, the other answers, and nothing but the database and a
/// verifier key is between them.
@Thorough
final class SidesIT {
  private static final String PROJECT = "sides";
  private static final String VERIFIER =
      "/api/v1/partner/apiKeys/00000000-0000-8000-8000-000000000002";
  private static final String REVOKE = "/api/v1/revoke";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private static Path directory;

  private static Sides sides;
  private static String partnerKey;

  /// Every key that was ever seen here.
  private static final List<String> KEYS = new ArrayList<>();

  @BeforeAll
  static void start() throws IOException {
    sides = Sides.start(directory, Map.of());
    partnerKey = seen(Files.readString(sides.data("partner-key")).strip());
    seen(verifierKey());
  }

  @AfterAll
  static void stopAndLookForKeysInTheLogs() throws IOException {
    sides.close();
    assertThat(sides.command().output() + sides.query().output())
        .contains("Started CommandNode", "Started QueryNode")
        .doesNotContain(KEYS);
  }

  @Test
  void aKeyIsMadeOnOneSideUsedOnTheOtherAndDeadOnBothOnceThatIsAnswered() {
    var created = create();
    assertThat(sides.data("partner-key")).doesNotExist();

    String key = created.text("apiKey");
    assertThat(query(key).self().text("apiKeyId")).isEqualTo(created.text("apiKeyId"));
    assertThat(query(partnerKey).list(PROJECT, "?name=" + created.text("name")).json()).hasSize(1);
    Refused.with(ErrorCode.INSUFFICIENT_SCOPE, command(key).create(PROJECT, "{}"));

    var revoked = command(partnerKey).delete(Api.key(PROJECT, created.text("apiKeyId")));

    assertThat(revoked.header("Keyledger-Confirmed")).isEqualTo("1/1");
    Refused.with(ErrorCode.INVALID_TOKEN, query(key).self());
    Refused.with(ErrorCode.INVALID_TOKEN, command(key).create(PROJECT, "{}"));
    var history =
        query(partnerKey).get(Api.key(PROJECT, created.text("apiKeyId")) + "/history").json();
    assertThat(history.valueStream().map(SidesIT::actor)).containsOnly("first partner key");
  }

  private static String actor(JsonNode entry) {
    return entry.required("actor").required("name").asString();
  }

  @Test
  void whoFoundAKeyEndsItWithoutAnother() {
    String key = create().text("apiKey");

    assertThat(revokeByPossession(key).status()).isEqualTo(200);
    assertThat(revokeByPossession("no key at all").status()).isEqualTo(200);
    Refused.with(ErrorCode.INVALID_TOKEN, query(key).self());
  }

  @Test
  void eachSideServesItsOwnOperationsAndIsWatchedInTheSameWay() {
    Refused.with(ErrorCode.METHOD_NOT_ALLOWED, command(partnerKey).list(PROJECT, ""));
    Refused.with(ErrorCode.METHOD_NOT_ALLOWED, query(partnerKey).create(PROJECT, "{}"));
    Refused.with(ErrorCode.NOT_FOUND, command(partnerKey).self());
    assertThat(query(partnerKey).get("/api/v1/partner/apiKeys").json().valueStream())
        .extracting(key -> key.required("name").asString())
        .containsExactlyInAnyOrder("first partner key", "first verifier key");
    assertThat(List.of(sides.command(), sides.query()))
        .allSatisfy(side ->
            assertThat(side.management("/actuator/prometheus").text())
                .contains("jvm_memory_used_bytes", "hikaricp_connections"));
    await()
        .atMost(PATIENCE)
        .until(() ->
            query("").sendAnonymously("/api/v1/ledger/checkpoint", request -> request).status()
                == 200);
  }

  @Test
  void withoutTheQuerySideCallersAreToldToTryAgain() throws IOException {
    String key = create().text("apiKey");
    sides.query().pause();
    try {
      assertTriesAgain(command(partnerKey).create(PROJECT, "{}"));
    } finally {
      sides.query().resume();
    }
    assertThat(create().status()).isEqualTo(200);

    sides.query().kill();
    assertTriesAgain(command(partnerKey).create(PROJECT, "{}"));
    assertTriesAgain(revokeByPossession(key));
    Refused.with(ErrorCode.INVALID_TOKEN, command("no-key").create(PROJECT, "{}"));
    assertThat(sides.command().management("/actuator/health/readiness").status()).isEqualTo(200);

    sides.queryAgain();
    assertThat(create().status()).isEqualTo(200);
    assertThat(query(key).self().status()).isEqualTo(200);
  }

  @Test
  void theVerifierKeyIsReadAgainWhenItsFileIsReplaced() throws IOException {
    assertThat(Files.getPosixFilePermissions(sides.data("verifier-key")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    String rotated =
        seen(
            command(partnerKey)
                .post(VERIFIER + "/rotate", "{\"overlapSeconds\": 0}")
                .text("apiKey"));

    assertTriesAgain(command(partnerKey).create(PROJECT, "{}"));
    Files.writeString(sides.data("verifier-key"), rotated + "\n");
    assertThat(create().status()).isEqualTo(200);

    Path elsewhere = Files.move(sides.data("verifier-key"), directory.resolve("elsewhere"));
    assertTriesAgain(command(partnerKey).create(PROJECT, "{}"));
    Files.move(elsewhere, sides.data("verifier-key"));
    assertThat(create().status()).isEqualTo(200);
  }

  @Test
  void theQuerySidesRoleIsEnoughForEverythingThatItAnswers() {
    create();
    String time =
        query(partnerKey)
            .get("/api/v1/auditEvents?limit=1")
            .json()
            .get(0)
            .required("time")
            .asString();
    assertThat(query(partnerKey).list(PROJECT, "?asOf=" + time).json()).isNotEmpty();
    assertThat(query(partnerKey).post("/api/v1/admin/views/catalog/replay").status())
        .isEqualTo(202);
    await().atMost(PATIENCE).until(() -> replayed("catalog"));
  }

  private static boolean replayed(String name) {
    for (JsonNode view : query(partnerKey).get("/api/v1/admin/views").json()) {
      if (view.required("view").asString().equals(name)) {
        return view.required("replay").required("state").asString().equals("finished");
      }
    }
    throw new AssertionError("there is no view " + name);
  }

  @Test
  void theQuerySidesRoleCanChangeNothingElseOfTheLedger() {
    var role = sides.database("keyledger_query");

    assertThat(
            List.of(
                "INSERT INTO ledger.event SELECT * FROM ledger.event LIMIT 0",
                "UPDATE ledger.event SET payload = ''",
                "DELETE FROM ledger.event",
                "INSERT INTO ledger.checkpoint (size, root, key_number, note) VALUES (1, '', 1, '')",
                "INSERT INTO ledger.signing_key (vkey) VALUES ('mine')",
                "INSERT INTO ledger.tile SELECT * FROM ledger.tile LIMIT 0",
                "UPDATE ledger.head SET position = 0",
                "UPDATE ledger.head SET stopped_because = 'stop'",
                "DELETE FROM ledger.head",
                "DELETE FROM ledger.migration",
                "CREATE TABLE ledger.mine ()",
                "DROP TABLE ledger.reader",
                "DROP SCHEMA ledger CASCADE"))
        .allSatisfy(crime ->
            assertThatThrownBy(() -> role.sql(crime).update())
                .rootCause()
                .hasMessageMatching("(?s)ERROR: (permission denied|must be owner).*"));
    assertThatThrownBy(() -> role.sql("UPDATE ledger.head SET only_row = false").update())
        .hasMessageContaining("violates check constraint");
    assertThatThrownBy(() ->
            sides.database("keyledger_command").sql("SELECT FROM lookup.api_key").query().rowSet())
        .rootCause()
        .hasMessageContaining("permission denied");
  }

  @Test
  void aNodeSpeaksOnlyForItself() {
    var another = sides.database("keyledger_query");
    String node = another.sql("SELECT node FROM ledger.reader").query(String.class).single();
    String report = "UPDATE ledger.reader SET position = position WHERE node = ?";

    assertThat(another.sql(report).param(node).update()).isZero();
    assertThat(another.sql("DELETE FROM ledger.reader").update()).isZero();
    assertThatThrownBy(() ->
            another
                .sql(
                    """
                    INSERT INTO ledger.reader (node, run, position, lease_until, serves_until, role)
                    SELECT 'one more', run, position, lease_until, serves_until, role
                    FROM ledger.reader
                    """)
                .update())
        .rootCause()
        .hasMessageContaining("row-level security policy");
    assertThat(sides.database("keyledger_query_1").sql(report).param(node).update()).isOne();
  }

  private static void assertTriesAgain(Answer answer) {
    Refused.with(ErrorCode.UNAVAILABLE, answer);
    assertThat(answer.header("Retry-After")).isEqualTo("1");
  }

  private static Answer create() {
    var created =
        command(partnerKey).create(PROJECT, "{\"name\": \"key-%03d\"}".formatted(KEYS.size()));
    assertThat(created.status()).as(created.text()).isEqualTo(200);
    seen(created.text("apiKey"));
    return created;
  }

  private static Answer revokeByPossession(String key) {
    return command("")
        .sendAnonymously(
            REVOKE,
            request ->
                request
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString("token=" + key.replace(' ', '+'))));
  }

  private static String verifierKey() throws IOException {
    return Files.readString(sides.data("verifier-key")).strip();
  }

  private static String seen(String key) {
    KEYS.add(key);
    return key;
  }

  private static Api command(String key) {
    return sides.command().api(key);
  }

  private static Api query(String key) {
    return sides.query().api(key);
  }
}
