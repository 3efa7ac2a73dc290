package dev.keyledger.query.catalog;

import dev.keyledger.events.ApiKeyCreated;
import dev.keyledger.events.ApiKeyEvent;
import dev.keyledger.query.view.ViewWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.eventhandling.TrackingToken;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.stereotype.Component;

/// Keeps the catalog. An event that is in it already, or older, changes nothing.
@Component
@ProcessingGroup("catalog")
final class CatalogProjection {
  private static final String INSERT =
      """
      INSERT INTO catalog.api_key
        (api_key_id, project_id, kind, name, prefix, created_at, created_position,
         expires_at, version)
      VALUES
        (:apiKeyId, :projectId, :kind, :name, :prefix, :createdAt, :createdPosition,
         :expiresAt, :version)
      ON CONFLICT (api_key_id) DO NOTHING
      """;

  private final ViewWriter view;

  CatalogProjection(ViewWriter view) {
    this.view = view;
  }

  @EventHandler
  void on(
      ApiKeyEvent event,
      @SequenceNumber long version,
      @Timestamp Instant at,
      TrackingToken position) {
    switch (event) {
      case ApiKeyCreated created -> insert(created, version, at, position.position().orElseThrow());
    }
  }

  private void insert(ApiKeyCreated created, long version, Instant at, long position) {
    view.write(
        INSERT,
        new MapSqlParameterSource()
            .addValue("apiKeyId", created.apiKeyId().value())
            .addValue("projectId", Objects.toString(created.projectId(), null))
            .addValue("kind", created.kind().word())
            .addValue("name", created.name())
            .addValue("prefix", created.prefix().value())
            .addValue("createdAt", at.atOffset(ZoneOffset.UTC))
            .addValue("createdPosition", position)
            .addValue("expiresAt", Objects.toString(created.expiresAt(), null))
            .addValue("version", version));
  }
}
