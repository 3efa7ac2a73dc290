package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.keyledger.ledger.UnreadableEvent;
import dev.keyledger.query.authentication.TableContents;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Every node knows every key by heart: from the durable copy when it starts, from the ledger from
/// then on.
@Apart
final class TableInMemoryStory {
  private static final String PROJECT = "table";

  private static final String MORE_THAN_COME_AT_ONCE =
      """
      INSERT INTO lookup.api_key (api_key_id, kind, project_id, version, created_at, digest)
      SELECT gen_random_uuid(), 'project', 'many', 0, 0, sha256(i::text::bytea)
      FROM generate_series(1, 6000) AS i
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

  @Test
  void aTableThatWasLoadedIsLikeOneThatFollowedTheLedger() {
    createKeysOfAllKinds();
    await().until(() -> position("lookup") == position("catalog") && position("lookup") > 0);

    try (var loaded = anotherNode("loaded")) {
      assertThat(contents(loaded)).isEqualTo(contents(node));
    }
    var jdbc = node.bean(JdbcClient.class);
    jdbc.sql("TRUNCATE lookup.api_key").update();
    jdbc.sql("UPDATE view.progress SET position = 0 WHERE view = 'lookup'").update();
    try (var made = anotherNode("made")) {
      assertThat(contents(made)).isEqualTo(contents(node));
    }
  }

  @Test
  void loadingGoesOnWhereTheConnectionEndsInTheMiddle() throws Exception {
    createKeysOfAllKinds();
    await().until(() -> position("lookup") == position("catalog") && position("lookup") > 0);

    var jdbc = node.bean(JdbcClient.class);
    jdbc.sql(MORE_THAN_COME_AT_ONCE).update();
    // The driver's name for what it reads piece by piece: some keys are in memory by then.
    try (var wire = new FaultyWire(postgres.url(), "C_", FaultyWire.Fault.LOST, 1)) {
      var settings = new HashMap<>(postgres.settings());
      settings.put("spring.datasource.url", wire.url());
      try (var cutOff = Node.start(directory.resolve("cut"), node.partnerKey(), settings)) {
        wire.awaitFault();
        assertThat(contents(cutOff)).containsAll(contents(node));
        assertThat(cutOff.bean(MeterRegistry.class).get("keyledger.lookup.entries").gauge().value())
            .isGreaterThan(6000);
      }
    } finally {
      jdbc.sql("DELETE FROM lookup.api_key WHERE project_id = 'many'").update();
    }
  }

  @Test
  @Timeout(60)
  void aNodeThatLoadsCanBeWatched() throws Exception {
    var jdbc = node.bean(JdbcClient.class);
    jdbc.sql(MORE_THAN_COME_AT_ONCE).update();
    jdbc.sql("ANALYZE lookup.api_key").update();
    int port = OutsidePostgres.freePort();
    var management = new Api("http://127.0.0.1:" + OutsidePostgres.freePort(), "");
    try (var wire = new FaultyWire(postgres.url(), "C_", FaultyWire.Fault.FROZEN, 1)) {
      var settings = new HashMap<>(postgres.settings());
      settings.put("spring.datasource.url", wire.url());
      settings.put("server.port", Integer.toString(port));
      settings.put("management.server.port", management.base().replaceAll(".*:", ""));
      var started =
          CompletableFuture.supplyAsync(
              () -> Node.start(directory.resolve("watched"), node.partnerKey(), settings),
              Thread::startVirtualThread);
      try (AutoCloseable _ = () -> started.join().close();
          AutoCloseable _ = wire::mend) {
        wire.awaitFault();
        await().ignoreExceptions().until(() -> status(management, "liveness") == 200);
        assertThat(status(management, "readiness")).isEqualTo(503);
        assertThat(loaded(management)).isBetween(0.5, 0.99);
        assertThatThrownBy(() -> Wire.to(port)).hasCauseInstanceOf(ConnectException.class);

        wire.mend();
        started.join();
        assertThat(status(management, "readiness")).isEqualTo(200);
        assertThat(loaded(management)).isOne();
        Wire.to(port).close();
      }
    } finally {
      jdbc.sql("DELETE FROM lookup.api_key WHERE project_id = 'many'").update();
    }
  }

  private static int status(Api management, String probe) {
    return management
        .sendAnonymously("/actuator/health/" + probe, UnaryOperator.identity())
        .status();
  }

  private static double loaded(Api management) {
    var answer = management.sendAnonymously("/actuator/prometheus", UnaryOperator.identity());
    return new Scrape(answer.text()).value("keyledger_lookup_load_ratio");
  }

  @Test
  void anEventThatCannotBeReadCostsItsKeyAndStopsNobodyElse() {
    var created = node.api().create(PROJECT, "{}");
    var api = node.api().as(created.text("apiKey"));
    assertThat(api.self().status()).isEqualTo(200);

    UnreadableEvent.append(node.bean(JdbcConnectionDetails.class), created.text("apiKeyId"), 1);

    api.awaitSelf(401);
    var next = node.api().create(PROJECT, "{}");
    assertThat(node.api().as(next.text("apiKey")).self().status()).isEqualTo(200);
    assertThat(meter("keyledger.lookup.garbled.events")).isOne();
  }

  /// All kinds of things happen to them.
  private static void createKeysOfAllKinds() {
    var api = node.api();
    for (String body :
        List.of(
            "{}",
            "{\"name\": \"größer\", \"metadata\": {\"b\": \"2\", \"a\": \"1\"}}",
            "{\"expiresAt\": \"2127-01-01T00:00:00.123456789Z\"}")) {
      for (String change : List.of("", "/disable", "/rotate", "/rotate/complete")) {
        String id = api.create(PROJECT, body).text("apiKeyId");
        if (!change.isEmpty()) {
          api.post(Api.key(PROJECT, id) + "/rotate");
          api.post(Api.key(PROJECT, id) + change);
        }
      }
      String revoked = api.create(PROJECT, body).text("apiKeyId");
      api.delete(Api.key(PROJECT, revoked));
    }
  }

  private static Node anotherNode(String name) {
    return Node.start(directory.resolve(name), node.partnerKey(), postgres.settings());
  }

  /// A refusal is fresh: after it, the table holds everything that was answered.
  private static List<String> contents(Node of) {
    await().until(() -> of.api().as(Node.newKey()).self().status() == 401);
    return TableContents.of(of.parts(), Instant.now());
  }

  private static long position(String view) {
    return node.bean(JdbcClient.class)
        .sql("SELECT position FROM view.progress WHERE view = ?")
        .param(view)
        .query(Long.class)
        .single();
  }

  private static double meter(String name) {
    return node.bean(MeterRegistry.class).get(name).counter().count();
  }
}
