package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A standby takes over that lacks the last commits, or a backup is restored, while nodes run.
@Apart
final class LedgerSetBackStory {
  private static final String KEEP =
      """
      CREATE SCHEMA kept;
      CREATE TABLE kept.head AS TABLE ledger.head;
      CREATE TABLE kept.api_key AS TABLE lookup.api_key;
      CREATE TABLE kept.secret AS TABLE lookup.secret;
      """;

  private static final String SET_BACK =
      """
      ALTER TABLE ledger.event DISABLE TRIGGER ALL;
      DELETE FROM ledger.event WHERE position > (SELECT position FROM kept.head);
      ALTER TABLE ledger.event ENABLE ALWAYS TRIGGER only_grows;
      UPDATE ledger.head SET (position, edge) = (SELECT position, edge FROM kept.head);
      TRUNCATE lookup.api_key, lookup.secret;
      INSERT INTO lookup.api_key TABLE kept.api_key;
      INSERT INTO lookup.secret TABLE kept.secret;
      UPDATE view.progress SET position = (SELECT position FROM kept.head);
      """;

  @TempDir private Path directory;

  @Test
  void aKeyThatIsNotInTheLedgerAnyMoreIsNotLetIn() throws IOException {
    try (var postgres = OutsidePostgres.start(directory.resolve("postgres"));
        var node = Node.start(directory.resolve("data"), Node.newKey(), postgres.settings())) {
      var jdbc = node.bean(JdbcClient.class);
      var kept = node.api().create("back", "{}");
      awaitLookup(jdbc);
      jdbc.sql(KEEP).update();
      var lost = node.api().create("back", "{}");
      awaitLookup(jdbc);
      assertThat(node.api().as(lost.text("apiKey")).self().status()).isEqualTo(200);

      jdbc.sql(SET_BACK).update();

      node.api().as(lost.text("apiKey")).awaitSelf(401);
      node.api().as(kept.text("apiKey")).awaitSelf(200);
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
