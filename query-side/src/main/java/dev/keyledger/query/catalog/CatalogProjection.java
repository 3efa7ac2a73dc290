package dev.keyledger.query.catalog;

import dev.keyledger.events.ApiKeyCreated;
import dev.keyledger.events.ApiKeyEvent;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventhandling.Timestamp;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Keeps the catalog. An event that is in it already, or older, changes nothing.
@Component
@ProcessingGroup("catalog")
final class CatalogProjection {
  private static final String INSERT =
      """
      INSERT INTO catalog.api_key
        (api_key_id, project_id, kind, name, prefix, created_at, expires_at, version)
      VALUES
        (:apiKeyId, :projectId, :kind, :name, :prefix, :createdAt, :expiresAt, :version)
      ON CONFLICT (api_key_id) DO NOTHING
      """;

  private final JdbcClient jdbc;

  CatalogProjection(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @EventHandler
  void on(ApiKeyEvent event, @SequenceNumber long version, @Timestamp Instant at) {
    switch (event) {
      case ApiKeyCreated created -> insert(created, version, at);
    }
  }

  private void insert(ApiKeyCreated created, long version, Instant at) {
    jdbc.sql(INSERT)
        .param("apiKeyId", created.apiKeyId().value())
        .param("projectId", Objects.toString(created.projectId(), null))
        .param("kind", created.kind().word())
        .param("name", created.name())
        .param("prefix", created.prefix().value())
        .param("createdAt", at.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC))
        .param("expiresAt", Objects.toString(created.expiresAt(), null))
        .param("version", version)
        .update();
  }
}
