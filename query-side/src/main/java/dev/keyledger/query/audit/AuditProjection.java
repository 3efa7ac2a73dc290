package dev.keyledger.query.audit;

import dev.keyledger.events.ApiKeyCreated;
import dev.keyledger.events.ApiKeyEvent;
import dev.keyledger.events.ApiKeyExpiryChanged;
import dev.keyledger.events.ApiKeyId;
import dev.keyledger.events.PartnerKeyCounted;
import dev.keyledger.ledger.EventType;
import dev.keyledger.query.view.ExactTime;
import dev.keyledger.query.view.ViewWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.stereotype.Component;

/// Keeps the audit index: one row for every event, whatever it is.
@Component
@ProcessingGroup("audit")
final class AuditProjection {
  /// Not a VALUES, of which the driver would make one statement for many events: that one would not
  /// see the creations in the same batch.
  private static final String ADD =
      """
      INSERT INTO audit.event
        (position, occurred_at, type, api_key_id, project_id, actor_id, expires_at)
      SELECT :position::bigint, :at::timestamptz, :type::text, :apiKeyId::uuid,
        coalesce(
          :projectId::text,
          (SELECT project_id FROM audit.event
           WHERE api_key_id = :apiKeyId::uuid ORDER BY position LIMIT 1)),
        :actorId::text, :expiresAt::numeric
      ON CONFLICT (position) DO NOTHING
      """;

  private final ViewWriter view;

  AuditProjection(ViewWriter view) {
    this.view = view;
  }

  @EventHandler
  void on(Object event, @Timestamp Instant at, TrackingToken token, MetaData metadata) {
    ApiKeyId apiKeyId = subject(event);
    view.write(
        ADD,
        new MapSqlParameterSource()
            .addValue("position", token.position().orElseThrow())
            .addValue("at", at.atOffset(ZoneOffset.UTC))
            .addValue("type", EventType.of(event.getClass()).orElseThrow().alias())
            .addValue("apiKeyId", apiKeyId == null ? null : apiKeyId.value())
            .addValue("projectId", newProject(event))
            .addValue("actorId", metadata.get("actorId"))
            .addValue("expiresAt", ExactTime.toNumber(newEnd(event))));
  }

  /// The key that an event is about; absent where it is about none.
  static @Nullable ApiKeyId subject(Object event) {
    return switch (event) {
      case ApiKeyEvent ofKey -> ofKey.apiKeyId();
      case PartnerKeyCounted counted -> counted.apiKeyId();
      default -> null;
    };
  }

  private static @Nullable String newProject(Object event) {
    return event instanceof ApiKeyCreated created
        ? Objects.toString(created.projectId(), null)
        : null;
  }

  private static @Nullable Instant newEnd(Object event) {
    return switch (event) {
      case ApiKeyCreated created -> created.expiresAt();
      case ApiKeyExpiryChanged changed -> changed.expiresAt();
      default -> null;
    };
  }
}
