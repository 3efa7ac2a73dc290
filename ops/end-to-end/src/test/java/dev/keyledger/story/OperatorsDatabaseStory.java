package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/// What the page for operators says of a PostgreSQL of their own is what happens.
@Apart
final class OperatorsDatabaseStory {
  private static final Path PAGE = Path.of("../docs/operations.md");
  private static final Pattern GRANTS = Pattern.compile("(?s)```sql\n(GRANT .*?)```");
  private static final Pattern OWNERSHIP = Pattern.compile("(?s)```sql\n(ALTER TABLE .*?)```");
  private static final String SERVICE = "keyledger_service";

  private static final String PARTNER_KEY = Node.newKey();

  @TempDir private static Path used;

  private static OutsidePostgres postgres;

  @TempDir private Path directory;

  private String database;
  private JdbcClient owner;

  @BeforeAll
  static void startPostgresAndUseItOnce() throws IOException {
    postgres = OutsidePostgres.start(used.resolve("postgres"));
    try (var node = Node.start(used.resolve("data"), PARTNER_KEY, postgres.settings())) {
      assertThat(node.api().create("operator", "{}").status()).isEqualTo(200);
    }
    client("postgres", "postgres").sql("CREATE ROLE " + SERVICE + " LOGIN").update();
  }

  @AfterAll
  static void stopPostgres() throws IOException {
    postgres.close();
  }

  /// Everybody has what was there after that first use.
  @BeforeEach
  void copy() throws IOException {
    database = "copy_" + UUID.randomUUID().toString().replace('-', '_');
    postgres.createDatabase(database, "postgres");
    FileSystemUtils.copyRecursively(used.resolve("data"), directory.resolve("data"));
    owner = client(database, "postgres");
  }

  @Test
  void theServiceRunsAsARoleThatOwnsNothing() throws IOException {
    owner.sql(onPage(GRANTS)).update();

    try (var node = start(SERVICE)) {
      var created = node.api().create("operator", "{}");
      assertThat(node.api().as(created.text("apiKey")).self().status()).isEqualTo(200);
      assertThat(node.api().list("operator", "").json()).hasSize(2);
      assertThat(node.api().list("operator", "?asOf=2026-01-01T00:00:00Z").json()).isEmpty();
      assertThat(node.api().list("operator", "?asOf=" + asOfNow(node)).json()).hasSize(2);
      assertThat(node.api().get("/api/v1/projects/operator/auditEvents").json()).hasSize(2);
      await().until(() -> checkpoint(node).contains("\n4\n"));
    }
  }

  @Test
  void thatRoleMakesViewsAgainWhenItOwnsTheirTables() throws IOException {
    owner.sql(onPage(GRANTS)).update();

    try (var node = start(SERVICE)) {
      assertThat(replayed(node, "failed").get("failure").asString()).contains("42501");
      owner
          .sql(
              onPage(OWNERSHIP)
                  .replace("DATABASE keyledger ", "DATABASE " + database + " ")
                  .replace("keyledger_owner", "postgres"))
          .update();

      assertThat(replayed(node, "finished").get("equal").asBoolean()).isTrue();
      assertThat(node.api().create("operator", "{}").status()).isEqualTo(200);
      assertThat(node.api().list("operator", "").json()).hasSize(2);
    }
    try (var node = start("postgres")) {
      assertThat(node.api().list("operator", "").json()).hasSize(2);
    }
  }

  /// The catalog's replay, when it is over in this state.
  private static JsonNode replayed(Node node, String state) {
    node.api().post("/api/v1/admin/views/catalog/replay");
    return await()
        .until(
            () -> {
              for (JsonNode view : node.api().get("/api/v1/admin/views").json()) {
                if (view.get("view").asString().equals("catalog")) {
                  return view.get("replay");
                }
              }
              throw new AssertionError("there is no catalog");
            },
            replay -> replay.get("state").asString().equals(state));
  }

  @Test
  void thatRoleCannotTouchWhatWasWritten() throws IOException {
    owner.sql(onPage(GRANTS)).update();
    var service = client(database, SERVICE);

    assertThat(
            List.of(
                "DROP TABLE ledger.event",
                "DROP SCHEMA ledger CASCADE",
                "ALTER TABLE ledger.event DISABLE TRIGGER only_grows",
                "UPDATE ledger.event SET payload = ''",
                "DELETE FROM ledger.event",
                "TRUNCATE ledger.event",
                "DELETE FROM ledger.checkpoint"))
        .allSatisfy(crime ->
            assertThatThrownBy(() -> service.sql(crime).update())
                .rootCause()
                .hasMessageMatching("ERROR: (permission denied|must be owner).*"));
  }

  /// Or an update of the operating system could break it.
  @Test
  void noIndexOfTheLedgerDependsOnHowALanguageSorts() {
    String ordered =
        """
        SELECT indexrelid::regclass || ' by ' || collname
        FROM pg_index
        JOIN pg_class ON pg_class.oid = indexrelid
        CROSS JOIN unnest(indcollation) AS used (collation_id)
        JOIN pg_collation ON pg_collation.oid = collation_id
        WHERE relnamespace = 'ledger'::regnamespace
        """;

    assertThat(owner.sql(ordered).query(String.class).list())
        .contains("ledger.event_once_per_aggregate by C")
        .allMatch(index -> index.endsWith(" by C"));
  }

  @Test
  void aBackupLeavesOutWhatNodesSayOfThemselves() throws IOException {
    owner.sql(onPage(GRANTS)).update();
    String likePgDump = postgres.url(database) + "?options=-c%20row_security=off";
    var backup = JdbcClient.create(new DriverManagerDataSource(likePgDump, SERVICE, "unused"));

    assertThat(backup.sql("SELECT count(*) FROM ledger.event").query(Long.class).single())
        .isPositive();
    assertThatThrownBy(
            () -> backup.sql("SELECT count(*) FROM ledger.reader").query(Long.class).single())
        .rootCause()
        .hasMessageContaining("row-level security");
  }

  @Test
  void droppedViewsAreMadeAgainAtTheNextStart() {
    owner.sql("DROP SCHEMA lookup, catalog, audit, view CASCADE").update();

    try (var node = start("postgres")) {
      assertThat(node.api().list("operator", "").json()).hasSize(1);
      assertThat(node.api().get("/api/v1/projects/operator/auditEvents").json()).hasSize(1);
    }
  }

  /// The time of the newest event: only the lock tells whether it is over.
  private static String asOfNow(Node node) {
    return node.api().get("/api/v1/auditEvents?limit=1").json().get(0).get("time").asString();
  }

  private static String onPage(Pattern statements) throws IOException {
    var block = statements.matcher(Files.readString(PAGE));
    assertThat(block.find()).isTrue();
    return block.group(1);
  }

  private static String checkpoint(Node node) {
    return node.api().sendAnonymously("/api/v1/ledger/checkpoint", request -> request).text();
  }

  private Node start(String role) {
    var settings = new HashMap<>(postgres.settings(database));
    settings.put("spring.datasource.username", role);
    return Node.start(directory.resolve("data"), PARTNER_KEY, settings);
  }

  private static JdbcClient client(String database, String role) {
    return JdbcClient.create(new DriverManagerDataSource(postgres.url(database), role, "unused"));
  }
}
