package dev.keyledger.query.authentication;

import dev.keyledger.events.ApiKeyCreated;
import dev.keyledger.events.ApiKeyEvent;
import java.util.Objects;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Keeps the lookup table. An event that is in the table already, or older, changes nothing.
@Component
@ProcessingGroup("lookup")
final class LookupProjection {
  private static final String INSERT =
      """
      INSERT INTO lookup.api_key
        (digest, digest_algorithm, api_key_id, kind, project_id, name, expires_at, version)
      VALUES
        (:digest, :algorithm, :apiKeyId, :kind, :projectId, :name, :expiresAt, :version)
      ON CONFLICT (api_key_id) DO NOTHING
      """;

  private final JdbcClient jdbc;

  LookupProjection(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @EventHandler
  void on(ApiKeyEvent event, @SequenceNumber long version) {
    switch (event) {
      case ApiKeyCreated created -> insert(created, version);
    }
  }

  private void insert(ApiKeyCreated created, long version) {
    jdbc.sql(INSERT)
        .param("digest", created.digest().bytes())
        .param("algorithm", created.digest().algorithm())
        .param("apiKeyId", created.apiKeyId().value())
        .param("kind", created.kind().word())
        .param("projectId", Objects.toString(created.projectId(), null))
        .param("name", created.name())
        .param("expiresAt", Objects.toString(created.expiresAt(), null))
        .param("version", version)
        .update();
  }
}
