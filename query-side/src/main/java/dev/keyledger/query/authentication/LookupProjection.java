package dev.keyledger.query.authentication;

import dev.keyledger.events.ApiKeyCreated;
import dev.keyledger.events.ApiKeyEvent;
import dev.keyledger.query.view.ViewWriter;
import java.util.Objects;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
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

  private final ViewWriter view;

  LookupProjection(ViewWriter view) {
    this.view = view;
  }

  @EventHandler
  void on(ApiKeyEvent event, @SequenceNumber long version) {
    switch (event) {
      case ApiKeyCreated created -> insert(created, version);
    }
  }

  private void insert(ApiKeyCreated created, long version) {
    view.write(
        INSERT,
        new MapSqlParameterSource()
            .addValue("digest", created.digest().bytes())
            .addValue("algorithm", created.digest().algorithm())
            .addValue("apiKeyId", created.apiKeyId().value())
            .addValue("kind", created.kind().word())
            .addValue("projectId", Objects.toString(created.projectId(), null))
            .addValue("name", created.name())
            .addValue("expiresAt", Objects.toString(created.expiresAt(), null))
            .addValue("version", version));
  }
}
