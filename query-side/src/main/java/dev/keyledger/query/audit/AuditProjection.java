package dev.keyledger.query.audit;

import dev.keyledger.events.ApiKeyCreated;
import dev.keyledger.events.ApiKeyEvent;
import dev.keyledger.events.ApiKeyExpiryChanged;
import dev.keyledger.events.ApiKeyId;
import dev.keyledger.events.PartnerKeyCounted;
import dev.keyledger.events.ProjectId;
import dev.keyledger.ledger.LedgerEntry;
import dev.keyledger.query.view.Columns;
import dev.keyledger.query.view.ExactTime;
import dev.keyledger.query.view.View;
import dev.keyledger.query.view.ViewSchema;
import dev.keyledger.query.view.ViewTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Keeps the audit index: one row for every event, whatever it is.
@Component
final class AuditProjection implements View {
  /// A key's project is known from its creation.
  private static final String ADD =
      """
      INSERT INTO %1$s.event
        (position, occurred_at, type, api_key_id, project_id, actor_id, expires_at)
      SELECT added.position, added.occurred_at, added.type, added.api_key_id,
        coalesce(
          added.project_id,
          (SELECT project_id FROM %1$s.event AS earlier
           WHERE earlier.api_key_id = added.api_key_id AND added.type <> 'api-key.created'
           ORDER BY position LIMIT 1)),
        added.actor_id, added.expires_at
      FROM unnest(
          :positions::bigint[], :times::timestamptz[], :types::text[], :keys::uuid[],
          :projects::text[], :actors::text[], :ends::numeric[])
        AS added (position, occurred_at, type, api_key_id, project_id, actor_id, expires_at)
      ON CONFLICT (position) DO NOTHING
      """;

  @Override
  public String name() {
    return "audit";
  }

  @Override
  public List<ViewTable> tables() {
    return List.of(new ViewTable("event", List.of("position"), Set.of("event_pkey", "of_key")));
  }

  @Override
  public void apply(List<LedgerEntry> events, ViewSchema schema) {
    var rows = new Columns<>(rows(events));
    schema
        .sql(ADD)
        .param("positions", rows.texts(row -> row.entry().position()))
        .param("times", rows.texts(row -> row.entry().occurredAt()))
        .param("types", rows.texts(row -> row.entry().type()))
        .param("keys", rows.texts(Row::apiKeyId))
        .param("projects", rows.texts(Row::projectId))
        .param("actors", rows.texts(row -> row.entry().cause().actorId()))
        .param("ends", rows.texts(row -> ExactTime.toNumber(row.end())))
        .update();
  }

  /// The creations among these events are not in the table yet.
  private static List<Row> rows(List<LedgerEntry> events) {
    var projects = new HashMap<ApiKeyId, @Nullable ProjectId>();
    var rows = new ArrayList<Row>();
    for (LedgerEntry entry : events) {
      Object event = entry.event();
      if (event instanceof ApiKeyCreated created) {
        projects.put(created.apiKeyId(), created.projectId());
      }
      ApiKeyId key = subject(event);
      rows.add(new Row(entry, key, key == null ? null : projects.get(key), newEnd(event)));
    }
    return rows;
  }

  /// The key that an event is about; absent where it is about none.
  static @Nullable ApiKeyId subject(Object event) {
    return switch (event) {
      case ApiKeyEvent ofKey -> ofKey.apiKeyId();
      case PartnerKeyCounted counted -> counted.apiKeyId();
      default -> null;
    };
  }

  private static @Nullable Instant newEnd(Object event) {
    return switch (event) {
      case ApiKeyCreated created -> created.expiresAt();
      case ApiKeyExpiryChanged changed -> changed.expiresAt();
      default -> null;
    };
  }

  /// What an event's row says.
  private record Row(
      LedgerEntry entry,
      @Nullable ApiKeyId apiKeyId,
      @Nullable ProjectId projectId,
      @Nullable Instant end) {}
}
