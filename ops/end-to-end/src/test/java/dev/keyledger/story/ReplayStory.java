package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.keyledger.ledger.UnreadableEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
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
      await().until(() -> views().events() > 20);
      long before = views().events();

      assertThat(views().begin(view).status()).isEqualTo(202);

      finished = views().awaitEnd(view, "finished");
      assertThat(views().events()).isGreaterThan(before);
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
    assertThat(views().schemas()).doesNotContain(view + "_rebuilt", view + "_replaced");
    assertThat(dryRun(view).get("equal").asBoolean()).isTrue();
  }

  @Test
  void aDryRunFindsWhatIsWrongAndLeavesIt() {
    String id = views().createKey().text("apiKeyId");
    views().awaitViews();
    jdbc()
        .sql("UPDATE catalog.api_key SET name = 'forged' WHERE api_key_id = ?::uuid")
        .param(id)
        .update();

    var found = dryRun("catalog");

    assertThat(found.get("equal").asBoolean()).isFalse();
    assertThat(found.get("tables").get(0).get("firstDifference").asString())
        .isEqualTo("api_key_id: %s in the live table, %s in the rebuilt one".formatted(id, id));
    assertThat(node.api().get(Api.key(Replays.PROJECT, id)).text("name")).isEqualTo("forged");
    assertThat(views().schemas()).doesNotContain("catalog_rebuilt");

    views().begin("catalog");
    views().awaitEnd("catalog", "finished");
    assertThat(node.api().get(Api.key(Replays.PROJECT, id)).text("name")).isEqualTo("a \\ b");
  }

  /// A row is named by its key's id: the digest in it stays where it is.
  @Test
  void aDifferenceNamesARowAndNoDigest() {
    String id = views().createKey().text("apiKeyId");
    views().awaitViews();
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
    var created = views().createKey();
    String id = created.text("apiKeyId");
    views().awaitViews();
    jdbc()
        .sql("UPDATE lookup.api_key SET disabled = true WHERE api_key_id = ?::uuid")
        .param(id)
        .update();
    try (var misled = anotherNode()) {
      var api = misled.api().as(created.text("apiKey"));
      assertThat(api.self().status()).isEqualTo(401);

      assertThat(views().begin("lookup").status()).isEqualTo(202);

      assertThat(views().awaitEnd("lookup", "finished").get("equal").asBoolean()).isFalse();
      api.awaitSelf(200);
      misled.api().delete(Api.key(Replays.PROJECT, id));
      assertThat(api.self().status()).isEqualTo(401);
    }
  }

  /// The views of this ledger stand still from then on.
  @Test
  @Order(Integer.MAX_VALUE)
  void anEventThatCannotBeReadEndsTheReplayAndIsNamed() {
    String id = views().createKey().text("apiKeyId");
    UnreadableEvent.append(node.bean(JdbcConnectionDetails.class), id, 1);
    long position = views().events();
    jdbc()
        .sql("UPDATE view.progress SET position = ? WHERE view = 'catalog'")
        .param(position)
        .update();

    views().begin("catalog");

    assertThat(views().awaitEnd("catalog", "failed").get("failure").asString())
        .isEqualTo("the event at position " + position + " cannot be read");
    assertThat(views().schemas()).doesNotContain("catalog_rebuilt");
  }

  @Test
  void usageIsNoViewThatCanBeMadeAgain() {
    var usage = views().status("usage");

    assertThat(usage.get("derived").asBoolean()).isFalse();
    var refused = views().begin("usage");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text("errorCode")).isEqualTo("VIEW_NOT_DERIVED");
    assertThat(refused.text("detail")).isEqualTo(usage.get("note").asString());
    assertThat(views().begin("nothing").status()).isEqualTo(404);
  }

  /// Keys are created, changed, and asked for, and every answer is what it should be.
  ///
  /// @return how many
  private int liveOn(AtomicBoolean goOn) {
    int keys = 0;
    while (goOn.get()) {
      var created = views().createKey();
      String path = Api.key(Replays.PROJECT, created.text("apiKeyId"));
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

  private JsonNode dryRun(String view) {
    assertThat(views().beginDry(view).status()).isEqualTo(202);
    return views().awaitEnd(view, "finished");
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

  private static Replays views() {
    return new Replays(node);
  }

  private JdbcClient jdbc() {
    return node.bean(JdbcClient.class);
  }

  private Node anotherNode() {
    return Node.start(directory.resolve("another"), node.partnerKey(), postgres.settings());
  }
}
