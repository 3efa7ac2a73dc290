package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.keyledger.ledger.UnreadableEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// An operator makes a view again while it serves, or proves that it equals its events.
@Apart
@TestMethodOrder(OrderAnnotation.class)
final class ReplayStory {
  private static final String PROJECT = "replay";
  private static final String VIEWS = "/api/v1/admin/views";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String WAIT =
      """
      CREATE FUNCTION public.waited() RETURNS boolean LANGUAGE plpgsql AS
      'BEGIN PERFORM pg_advisory_xact_lock_shared(1); RETURN true; END'
      """;

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

  @ParameterizedTest
  @ValueSource(strings = {"lookup", "catalog", "audit"})
  void aViewIsMadeAgainWhileKeysAreMadeAndAskedFor(String view) throws Exception {
    var shape = shapeOf(view);
    var storage = storageOf(view);
    var writing = new AtomicBoolean(true);
    JsonNode finished;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        AutoCloseable _ = () -> writing.set(false)) {
      var lives = threads.submit(() -> liveOn(writing));
      await().until(() -> count("ledger.event") > 20);
      long before = count("ledger.event");

      assertThat(node.api().post(replay(view)).status()).isEqualTo(202);

      finished = awaitEnd(view, "finished");
      assertThat(count("ledger.event")).isGreaterThan(before);
      writing.set(false);
      assertThat(lives.get()).isPositive();
    }
    assertThat(finished.get("equal").asBoolean()).isTrue();
    assertThat(finished.get("eventsDone")).isEqualTo(finished.get("eventsTotal"));
    for (JsonNode table : finished.get("tables")) {
      assertThat(table.get("liveDigest")).isEqualTo(table.get("rebuiltDigest"));
      assertThat(table.get("liveRows").asLong()).isPositive();
    }
    assertThat(shapeOf(view)).isEqualTo(shape);
    assertThat(storageOf(view)).doesNotContainAnyElementsOf(storage);
    assertThat(schemas()).doesNotContain(view + "_rebuilt", view + "_replaced");
    assertThat(dryRun(view).get("equal").asBoolean()).isTrue();
  }

  @Test
  void aDryRunFindsWhatIsWrongAndLeavesIt() {
    String id = createKey().text("apiKeyId");
    awaitViews();
    jdbc()
        .sql("UPDATE catalog.api_key SET name = 'forged' WHERE api_key_id = ?::uuid")
        .param(id)
        .update();

    var found = dryRun("catalog");

    assertThat(found.get("equal").asBoolean()).isFalse();
    assertThat(found.get("tables").get(0).get("firstDifference").asString())
        .isEqualTo("api_key_id: %s in the live table, %s in the rebuilt one".formatted(id, id));
    assertThat(node.api().get(Api.key(PROJECT, id)).text("name")).isEqualTo("forged");
    assertThat(schemas()).doesNotContain("catalog_rebuilt");

    node.api().post(replay("catalog"));
    awaitEnd("catalog", "finished");
    assertThat(node.api().get(Api.key(PROJECT, id)).text("name")).isEqualTo("a \\ b");
  }

  /// A row is named by its key's id: the digest in it stays where it is.
  @Test
  void aDifferenceNamesARowAndNoDigest() {
    String id = createKey().text("apiKeyId");
    awaitViews();
    jdbc()
        .sql(
            """
            UPDATE lookup.api_key
            SET older_digest = sha256(digest), older_ends_at = '2999-01-01T00:00:00Z'
            WHERE api_key_id = ?::uuid
            """)
        .param(id)
        .update();

    var found = dryRun("lookup");

    assertThat(found.get("tables").get(0).get("firstDifference").asString())
        .isEqualTo("api_key_id: %s in the live table, %s in the rebuilt one".formatted(id, id));
    jdbc()
        .sql(
            """
            UPDATE lookup.api_key SET older_digest = NULL, older_ends_at = NULL
            WHERE api_key_id = ?::uuid
            """)
        .param(id)
        .update();
  }

  @Test
  void aReplayMendsTheViewAndTheTableInMemory() {
    var created = createKey();
    String id = created.text("apiKeyId");
    awaitViews();
    jdbc()
        .sql("UPDATE lookup.api_key SET disabled = true WHERE api_key_id = ?::uuid")
        .param(id)
        .update();
    try (var misled = anotherNode()) {
      var api = misled.api().as(created.text("apiKey"));
      assertThat(api.self().status()).isEqualTo(401);

      assertThat(node.api().post(replay("lookup")).status()).isEqualTo(202);

      assertThat(awaitEnd("lookup", "finished").get("equal").asBoolean()).isFalse();
      api.awaitSelf(200);
      misled.api().delete(Api.key(PROJECT, id));
      assertThat(api.self().status()).isEqualTo(401);
    }
  }

  @Test
  void aReplayGoesOnAfterARestart() throws Exception {
    createKey();
    awaitViews();
    try (var reader = reading("catalog.api_key")) {
      node.api().post(replay("catalog"));
      await().until(() -> "switching".equals(last("catalog").get("state").asString()));

      node.close();
      reader.rollback();
      node = Node.start(directory.resolve("data"), node.partnerKey(), postgres.settings());
    }

    assertThat(awaitEnd("catalog", "finished").get("equal").asBoolean()).isTrue();
  }

  /// While events are read for it, too. A service whose tables are locked takes its time to stop.
  @Test
  @Thorough
  void aReplayThatIsStillBuildingGoesOnAfterARestart() throws Exception {
    createKey();
    awaitViews();
    try (var held = holdingUp("catalog.api_key")) {
      node.api().post(replay("catalog"));
      await().until(() -> "building".equals(last("catalog").get("state").asString()));

      node.close();
      endReplays(held);
      held.rollback();
      node = Node.start(directory.resolve("data"), node.partnerKey(), postgres.settings());
    }

    assertThat(awaitEnd("catalog", "finished").get("equal").asBoolean()).isTrue();
  }

  @Test
  void aReplayThatIsStillBuildingIsCancelled() throws Exception {
    createKey();
    awaitViews();
    try (var held = holdingUp("catalog.api_key")) {
      node.api().post(replay("catalog"));
      await().until(() -> "building".equals(last("catalog").get("state").asString()));

      assertThat(node.api().delete(replay("catalog")).status()).isEqualTo(202);
      held.rollback();
    }

    awaitEnd("catalog", "cancelled");
    assertThat(schemas()).doesNotContain("catalog_rebuilt");
  }

  @Test
  void nobodyWhoAsksWaitsForAReplayThatWaitsForALongReader() throws Exception {
    createKey();
    awaitViews();
    try (var reader = reading("catalog.api_key")) {
      node.api().post(replay("catalog"));
      await().until(() -> "switching".equals(last("catalog").get("state").asString()));

      assertThat(IntStream.range(0, 100).mapToObj(_ -> node.api().list(PROJECT, "").status()))
          .containsOnly(200);
      reader.rollback();
    }

    awaitEnd("catalog", "finished");
  }

  @Test
  void aReplayIsCancelled() throws Exception {
    createKey();
    awaitViews();
    try (var reader = reading("catalog.api_key")) {
      node.api().post(replay("catalog"));
      await().until(() -> "switching".equals(last("catalog").get("state").asString()));
      assertThat(node.api().post(replay("catalog")).text("errorCode"))
          .isEqualTo("REPLAY_IN_PROGRESS");
      assertThat(last("catalog").get("eventsPerSecond").asLong()).isPositive();
      assertThat(last("catalog").has("secondsLeft")).isFalse();

      assertThat(node.api().delete(replay("catalog")).status()).isEqualTo(202);

      awaitEnd("catalog", "cancelled");
      reader.rollback();
    }
    assertThat(schemas()).doesNotContain("catalog_rebuilt");
    assertThat(node.api().delete(replay("catalog")).status()).isEqualTo(404);
  }

  /// The views of this ledger stand still from then on.
  @Test
  @Order(Integer.MAX_VALUE)
  void anEventThatCannotBeReadEndsTheReplayAndIsNamed() {
    String id = createKey().text("apiKeyId");
    UnreadableEvent.append(node.bean(JdbcConnectionDetails.class), id, 1);
    long position = count("ledger.event");
    jdbc()
        .sql("UPDATE view.progress SET position = ? WHERE view = 'catalog'")
        .param(position)
        .update();

    node.api().post(replay("catalog"));

    assertThat(awaitEnd("catalog", "failed").get("failure").asString())
        .isEqualTo("the event at position " + position + " cannot be read");
    assertThat(schemas()).doesNotContain("catalog_rebuilt");
  }

  @Test
  void usageIsNoViewThatCanBeMadeAgain() {
    var usage =
        StreamSupport.stream(node.api().get(VIEWS).json().spliterator(), false)
            .filter(view -> view.get("view").asString().equals("usage"))
            .findAny()
            .orElseThrow();

    assertThat(usage.get("derived").asBoolean()).isFalse();
    var refused = node.api().post(replay("usage"));
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text("errorCode")).isEqualTo("VIEW_NOT_DERIVED");
    assertThat(refused.text("detail")).isEqualTo(usage.get("note").asString());
    assertThat(node.api().post(replay("nothing")).status()).isEqualTo(404);
  }

  /// Keys are created, changed, and asked for, and every answer is what it should be.
  ///
  /// @return how many
  private int liveOn(AtomicBoolean goOn) {
    int keys = 0;
    while (goOn.get()) {
      var created = createKey();
      String path = Api.key(PROJECT, created.text("apiKeyId"));
      var key = node.api().as(created.text("apiKey"));
      assertThat(key.self().status()).isEqualTo(200);
      assertThat(node.api().patch(path, "{\"name\": \"new\"}").status()).isEqualTo(204);
      assertThat(node.api().get(path).text("name")).isEqualTo("new");
      assertThat(node.api().post(path + "/rotate").status()).isEqualTo(200);
      assertThat(node.api().delete(path).status()).isEqualTo(200);
      assertThat(node.api().get(path + "/history").json()).hasSize(4);
      assertThat(key.self().status()).isEqualTo(401);
      keys++;
    }
    return keys;
  }

  private Answer createKey() {
    return node.api()
        .create(PROJECT, "{\"name\": \"a \\\\ b\", \"expiresAt\": \"2127-01-01T00:00:00.1234Z\"}");
  }

  private static String replay(String view) {
    return VIEWS + "/" + view + "/replay";
  }

  private JsonNode dryRun(String view) {
    assertThat(node.api().post(replay(view) + "?dryRun=true").status()).isEqualTo(202);
    return awaitEnd(view, "finished");
  }

  private JsonNode awaitEnd(String view, String state) {
    await().atMost(PATIENCE).until(() -> last(view).has("endedAt"));
    assertThat(last(view).get("state").asString()).isEqualTo(state);
    return last(view);
  }

  private JsonNode last(String view) {
    return StreamSupport.stream(node.api().get(VIEWS).json().spliterator(), false)
        .filter(status -> status.get("view").asString().equals(view))
        .findAny()
        .orElseThrow()
        .get("replay");
  }

  private void awaitViews() {
    await().until(() -> count("ledger.event") == positionOfSlowest());
  }

  private long positionOfSlowest() {
    return jdbc().sql("SELECT min(position) FROM view.progress").query(Long.class).single();
  }

  private long count(String table) {
    return jdbc().sql("SELECT count(*) FROM " + table).query(Long.class).single();
  }

  /// Tables, columns, constraints and indexes of a view, by name.
  private List<String> shapeOf(String view) {
    return jdbc()
        .sql(
            """
            SELECT concat_ws(' ', table_name, column_name, data_type, is_nullable, column_default)
            FROM information_schema.columns WHERE table_schema = :view
            UNION ALL
            SELECT indexdef FROM pg_indexes WHERE schemaname = :view
            UNION ALL
            SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
            FROM pg_constraint WHERE connamespace = :view::regnamespace
            ORDER BY 1
            """)
        .param("view", view)
        .query((row, _) -> row.getString(1))
        .list();
  }

  /// The files of a view's tables, without that of its migrations.
  private List<String> storageOf(String view) {
    return jdbc()
        .sql(
            """
            SELECT pg_relation_filepath(oid) FROM pg_class
            WHERE relnamespace = ?::regnamespace AND relkind = 'r' AND relname <> 'migration'
            """)
        .param(view)
        .query((row, _) -> row.getString(1))
        .list();
  }

  private List<String> schemas() {
    return jdbc()
        .sql("SELECT nspname FROM pg_namespace")
        .query((row, _) -> row.getString(1))
        .list();
  }

  /// Somebody who has read a table and is not done yet.
  private Connection reading(String table) throws SQLException {
    return doing("SELECT count(*) FROM " + table);
  }

  /// A replay waits with the first row of the table until this one is done.
  private Connection holdingUp(String table) throws SQLException {
    var held = doing("SELECT pg_advisory_xact_lock(1)");
    jdbc().sql(WAIT).update();
    jdbc()
        .sql("ALTER TABLE " + table + " ADD CONSTRAINT held_up CHECK (public.waited()) NOT VALID")
        .update();
    return held;
  }

  @AfterEach
  void holdNobodyUp() {
    jdbc().sql("DROP FUNCTION IF EXISTS public.waited() CASCADE").update();
  }

  /// As when their process has ended.
  private static void endReplays(Connection by) throws SQLException {
    try (var statement = by.createStatement()) {
      statement.execute(
          """
          SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE application_name = 'keyledger-replay'
          """);
    }
  }

  private Connection doing(String what) throws SQLException {
    var details = node.bean(JdbcConnectionDetails.class);
    var connection =
        DriverManager.getConnection(
            details.getJdbcUrl(), details.getUsername(), details.getPassword());
    connection.setAutoCommit(false);
    try (var statement = connection.createStatement()) {
      statement.execute(what);
    }
    return connection;
  }

  private JdbcClient jdbc() {
    return node.bean(JdbcClient.class);
  }

  private Node anotherNode() {
    return Node.start(directory.resolve("another"), node.partnerKey(), postgres.settings());
  }
}
