package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A replay is held up, cancelled, or stopped with its node on the way.
@Apart
final class StoppedReplayStory {
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

  @AfterEach
  void holdNobodyUp() {
    jdbc().sql("DROP FUNCTION IF EXISTS public.waited() CASCADE").update();
  }

  @Test
  void aReplayGoesOnAfterARestart() throws Exception {
    views().createKey();
    views().awaitViews();
    try (var reader = reading("catalog.api_key")) {
      views().begin("catalog");
      views().awaitState("catalog", "switching");

      node.close();
      reader.rollback();
      node = Node.start(directory.resolve("data"), node.partnerKey(), postgres.settings());
    }

    assertThat(views().awaitEnd("catalog", "finished").get("equal").asBoolean()).isTrue();
  }

  /// While events are put into it, too. A service that waits for a lock takes its time to stop.
  @Test
  @Thorough
  void aReplayThatIsStillBuildingGoesOnAfterARestart() throws Exception {
    views().createKey();
    views().awaitViews();
    try (var held = holdingUp("catalog.api_key")) {
      views().begin("catalog");
      views().awaitState("catalog", "building");

      node.close();
      endReplays(held);
      held.rollback();
      node = Node.start(directory.resolve("data"), node.partnerKey(), postgres.settings());
    }

    assertThat(views().awaitEnd("catalog", "finished").get("equal").asBoolean()).isTrue();
  }

  @Test
  void aReplayThatIsStillBuildingIsCancelled() throws Exception {
    views().createKey();
    views().awaitViews();
    try (var held = holdingUp("catalog.api_key")) {
      views().begin("catalog");
      views().awaitState("catalog", "building");

      assertThat(views().cancel("catalog").status()).isEqualTo(202);
      held.rollback();
    }

    views().awaitEnd("catalog", "cancelled");
    assertThat(views().schemas()).doesNotContain("catalog_rebuilt");
  }

  @Test
  void nobodyWhoAsksWaitsForAReplayThatWaitsForALongReader() throws Exception {
    views().createKey();
    views().awaitViews();
    try (var reader = reading("catalog.api_key")) {
      views().begin("catalog");
      views().awaitState("catalog", "switching");

      assertThat(
              IntStream.range(0, 100).mapToObj(_ -> node.api().list(Replays.PROJECT, "").status()))
          .containsOnly(200);
      reader.rollback();
    }

    views().awaitEnd("catalog", "finished");
  }

  @Test
  void aReplayIsCancelled() throws Exception {
    views().createKey();
    views().awaitViews();
    try (var reader = reading("catalog.api_key")) {
      views().begin("catalog");
      views().awaitState("catalog", "switching");
      assertThat(views().begin("catalog").text("errorCode")).isEqualTo("REPLAY_IN_PROGRESS");
      assertThat(views().last("catalog").get("eventsPerSecond").asLong()).isPositive();
      assertThat(views().last("catalog").has("secondsLeft")).isFalse();

      assertThat(views().cancel("catalog").status()).isEqualTo(202);

      views().awaitEnd("catalog", "cancelled");
      reader.rollback();
    }
    assertThat(views().schemas()).doesNotContain("catalog_rebuilt");
    assertThat(views().cancel("catalog").status()).isEqualTo(404);
  }

  /// Somebody who has read a table and is not done yet.
  private static Connection reading(String table) throws SQLException {
    return doing("SELECT count(*) FROM " + table);
  }

  /// A replay waits with the first row of the table until this one is done.
  private static Connection holdingUp(String table) throws SQLException {
    var held = doing("SELECT pg_advisory_xact_lock(1)");
    jdbc().sql(WAIT).update();
    jdbc()
        .sql("ALTER TABLE " + table + " ADD CONSTRAINT held_up CHECK (public.waited()) NOT VALID")
        .update();
    return held;
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

  private static Connection doing(String what) throws SQLException {
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

  /// The node is another one after a restart.
  private static Replays views() {
    return new Replays(node);
  }

  private static JdbcClient jdbc() {
    return node.bean(JdbcClient.class);
  }
}
