package dev.keyledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyledger.ledger.proof.TreeEdge;
import dev.keyledger.story.Apart;
import dev.keyledger.story.OutsidePostgres;
import java.nio.file.Path;
import java.time.Instant;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A ledger of the first release is moved without losing or reordering an event.
@Apart
final class EventsWithGapsTest {
  private static final String OLD =
      """
      INSERT INTO ledger.event
        (position, event_id, aggregate_id, sequence_number, aggregate_type, occurred_at,
         payload_type, payload_revision, payload, metadata)
      VALUES
        (1, 'e1', 'a', 0, 'ApiKey', '2026-11-01T10:00:00.000001Z', 'api-key.created', '1', '{"n":1}', '{}'),
        (5, 'e5', 'b', 0, 'ApiKey', '2026-11-01T12:00:00.000000Z', 'api-key.created', '1', '{"n":5}', '{}'),
        (9, 'e9', 'c', 0, 'ApiKey', '2026-11-01T11:00:00.000000Z', 'api-key.created', '1', '{"n":9}', '{}')
      """;

  @Test
  void positionsCloseUpAndTimesNeverRunBackwards(@TempDir Path directory) throws Exception {
    try (var postgres = OutsidePostgres.start(directory.resolve("postgres"))) {
      var database = new Databases(postgres.url());
      Flyway.configure()
          .configuration(Migrations.ofLedger(database).getConfiguration())
          .target("1")
          .load()
          .migrate();
      database.jdbc().sql(OLD).update();

      Migrations.ofLedger(database).migrate();

      try (var node = LedgerNode.on(database)) {
        var events = node.reader.after(0, 10);
        assertThat(events)
            .extracting(event -> event.event().payload())
            .containsExactly("{\"n\":1}", "{\"n\":5}", "{\"n\":9}");
        assertThat(events)
            .extracting(StoredEvent::occurredAt)
            .containsExactly(
                Instant.parse("2026-11-01T10:00:00.000001Z"),
                Instant.parse("2026-11-01T12:00:00Z"),
                Instant.parse("2026-11-01T12:00:00Z"));
        var edge = TreeEdge.EMPTY.plus(events.stream().map(StoredEvent::requireUnchanged).toList());
        assertThat(node.reader.edge()).isEqualTo(edge);
        node.appender.append(LedgerNode.firstOf("d", 1));
        assertThat(node.reader.head()).isEqualTo(4);
      }
      assertThat(
              database
                  .jdbc()
                  .sql(
                      "SELECT count(*) FROM pg_class WHERE relname IN ('event_with_gaps', 'token')")
                  .query(Long.class)
                  .single())
          .isZero();
    }
  }
}
