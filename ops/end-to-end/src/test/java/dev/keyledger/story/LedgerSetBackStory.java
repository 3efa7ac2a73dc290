package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A standby takes over that lacks the last commits, or a backup is restored, while nodes run.
@Apart
final class LedgerSetBackStory {
  private static final String KEEP =
      """
      CREATE SCHEMA kept;
      CREATE TABLE kept.head AS TABLE ledger.head;
      CREATE TABLE kept.api_key AS TABLE lookup.api_key;
      """;

  private static final String SET_BACK =
      """
      ALTER TABLE ledger.event DISABLE TRIGGER ALL;
      DELETE FROM ledger.event WHERE position > (SELECT position FROM kept.head);
      ALTER TABLE ledger.event ENABLE ALWAYS TRIGGER only_grows;
      UPDATE ledger.head SET (position, edge) = (SELECT position, edge FROM kept.head);
      TRUNCATE lookup.api_key;
      INSERT INTO lookup.api_key TABLE kept.api_key;
      UPDATE view.progress SET position = (SELECT position FROM kept.head);
      """;

  /// More events than were lost. Nobody can read them, which costs nobody else anything.
  private static final String GROW =
      """
      INSERT INTO ledger.event
        (position, event_id, aggregate_id, aggregate_type, sequence_number, payload_type,
         payload_revision, payload, metadata, leaf_hash, occurred_at)
      SELECT head.position + n, gen_random_uuid(), gen_random_uuid(), aggregate_type, 0,
        payload_type, payload_revision, payload, metadata, sha256(n::text::bytea),
        event.occurred_at
      FROM ledger.event, kept.head, generate_series(1, 3) AS n
      WHERE event.position = head.position;
      UPDATE ledger.head SET position = position + 3;
      """;

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"", GROW})
  void aKeyThatIsNotInTheLedgerAnyMoreIsNotLetIn(String then) throws IOException {
    try (var postgres = OutsidePostgres.start(directory.resolve("postgres"));
        var node = Node.start(directory.resolve("data"), Node.newKey(), postgres.settings())) {
      var jdbc = node.bean(JdbcClient.class);
      var kept = node.api().create("back", "{}");
      awaitLookup(jdbc);
      jdbc.sql(KEEP).update();
      var lost = node.api().create("back", "{}");
      awaitLookup(jdbc);
      assertThat(node.api().as(lost.text("apiKey")).self().status()).isEqualTo(200);

      jdbc.sql(SET_BACK + then).update();

      node.api().as(lost.text("apiKey")).awaitSelf(401);
      node.api().as(kept.text("apiKey")).awaitSelf(200);
    }
  }

  /// What has the next positions now does not follow what its reader has.
  @ParameterizedTest
  @ValueSource(strings = {"", GROW})
  @Timeout(60)
  void aStreamThatHasWhatIsGoneEnds(String then) throws Exception {
    try (var postgres = OutsidePostgres.start(directory.resolve("postgres"));
        var node = Node.start(directory.resolve("data"), Node.newKey(), postgres.settings());
        var http = HttpClient.newHttpClient()) {
      var jdbc = node.bean(JdbcClient.class);
      node.api().create("back", "{}");
      awaitLookup(jdbc);
      jdbc.sql(KEEP).update();
      var lost = node.api().create("back", "{}");
      awaitLookup(jdbc);
      var request =
          HttpRequest.newBuilder(URI.create(node.api().base() + "/api/v1/auditEvents/stream"))
              .header("Authorization", "Bearer " + node.partnerKey())
              .build();
      var lines = http.send(request, BodyHandlers.ofLines()).body().iterator();
      while (!lines.next().contains(lost.text("apiKeyId"))) {
        // What was before.
      }

      jdbc.sql(SET_BACK + then).update();

      assertThat(lines).toIterable().allMatch(String::isEmpty);
    }
  }

  private static void awaitLookup(JdbcClient jdbc) {
    await()
        .until(() ->
            jdbc.sql(
                    "SELECT progress.position = head.position FROM ledger.head, view.progress"
                        + " WHERE view = 'lookup'")
                .query(Boolean.class)
                .single());
  }
}
