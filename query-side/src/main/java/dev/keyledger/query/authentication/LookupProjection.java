package dev.keyledger.query.authentication;

import dev.keyledger.events.ApiKeyCreated;
import dev.keyledger.events.ApiKeyDisabled;
import dev.keyledger.events.ApiKeyEnabled;
import dev.keyledger.events.ApiKeyEvent;
import dev.keyledger.events.ApiKeyExpiryChanged;
import dev.keyledger.events.ApiKeyMetadataChanged;
import dev.keyledger.events.ApiKeyRenamed;
import dev.keyledger.events.ApiKeyRevoked;
import dev.keyledger.events.ApiKeyRotated;
import dev.keyledger.events.ApiKeyRotationCompleted;
import dev.keyledger.query.view.ViewWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventhandling.Timestamp;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Keeps the durable copy of the lookup table, from which nodes that start load theirs. An event
/// that is in the table already, or older, changes nothing.
@Component
@ProcessingGroup("lookup")
final class LookupProjection {
  private static final String CREATE =
      """
      WITH created AS (
        INSERT INTO lookup.api_key
          (api_key_id, kind, project_id, name, expires_at, metadata, created_at, version)
        VALUES
          (:apiKeyId, :kind, :projectId, :name, :expiresAt, :metadata, :createdAt, :version)
        ON CONFLICT (api_key_id) DO NOTHING
        RETURNING api_key_id)
      INSERT INTO lookup.secret (digest, digest_algorithm, api_key_id)
      SELECT :digest, :algorithm, api_key_id FROM created
      """;

  private static final String NEWER = "WHERE api_key_id = :apiKeyId AND version < :version";

  private static final String RENAME =
      "UPDATE lookup.api_key SET name = :name, version = :version " + NEWER;

  private static final String CHANGE_EXPIRY =
      "UPDATE lookup.api_key SET expires_at = :expiresAt, version = :version " + NEWER;

  private static final String CHANGE_METADATA =
      "UPDATE lookup.api_key SET metadata = :metadata, version = :version " + NEWER;

  private static final String DISABLE =
      "UPDATE lookup.api_key SET disabled = :disabled, version = :version " + NEWER;

  private static final String REVOKE =
      "UPDATE lookup.api_key SET revoked = true, version = :version " + NEWER;

  private static final String CHANGE =
      "WITH changed AS (UPDATE lookup.api_key SET version = :version "
          + NEWER
          + " RETURNING api_key_id)";

  private static final String ROTATE =
      CHANGE
          + """
          , ended AS (
            DELETE FROM lookup.secret USING changed
            WHERE secret.api_key_id = changed.api_key_id AND digest IS DISTINCT FROM :kept),
          kept AS (
            UPDATE lookup.secret SET ends_at = :keptUntil FROM changed
            WHERE secret.api_key_id = changed.api_key_id AND digest = :kept)
          INSERT INTO lookup.secret (digest, digest_algorithm, api_key_id)
          SELECT :digest, :algorithm, api_key_id FROM changed
          """;

  private static final String COMPLETE_ROTATION =
      CHANGE
          + """
           DELETE FROM lookup.secret USING changed
          WHERE secret.api_key_id = changed.api_key_id AND ends_at IS NOT NULL
          """;

  private final ViewWriter view;

  LookupProjection(ViewWriter view) {
    this.view = view;
  }

  @EventHandler
  void on(ApiKeyEvent event, @SequenceNumber long version, @Timestamp Instant occurredAt) {
    var row = new Row(event, version);
    switch (event) {
      case ApiKeyCreated created ->
          row.with("kind", created.kind().word())
              .with("projectId", Objects.toString(created.projectId(), null))
              .with("name", created.name())
              .with("expiresAt", Objects.toString(created.expiresAt(), null))
              .with("metadata", json(created.metadata()))
              .with("createdAt", occurredAt.atOffset(ZoneOffset.UTC))
              .with("digest", created.digest().bytes())
              .with("algorithm", created.digest().algorithm())
              .write(CREATE);
      case ApiKeyRenamed renamed -> row.with("name", renamed.name()).write(RENAME);
      case ApiKeyExpiryChanged changed ->
          row.with("expiresAt", Objects.toString(changed.expiresAt(), null)).write(CHANGE_EXPIRY);
      case ApiKeyDisabled _ -> row.with("disabled", true).write(DISABLE);
      case ApiKeyEnabled _ -> row.with("disabled", false).write(DISABLE);
      case ApiKeyRotated rotated ->
          row.with("digest", rotated.digest().bytes())
              .with("algorithm", rotated.digest().algorithm())
              .with("kept", rotated.kept() == null ? null : rotated.kept().bytes())
              .with("keptUntil", Objects.toString(rotated.keptUntil(), null))
              .write(ROTATE);
      case ApiKeyRotationCompleted _ -> row.write(COMPLETE_ROTATION);
      case ApiKeyRevoked _ -> row.write(REVOKE);
      case ApiKeyMetadataChanged changed ->
          row.with("metadata", json(changed.metadata())).write(CHANGE_METADATA);
    }
  }

  private static @Nullable String json(@Nullable Map<String, String> metadata) {
    return metadata == null || metadata.isEmpty()
        ? null
        : JsonMapper.shared().writeValueAsString(metadata);
  }

  /// What an event says of its key.
  private final class Row {
    private final MapSqlParameterSource values = new MapSqlParameterSource();

    Row(ApiKeyEvent event, long version) {
      with("apiKeyId", event.apiKeyId().value()).with("version", version);
    }

    Row with(String column, @Nullable Object value) {
      values.addValue(column, value);
      return this;
    }

    void write(String statement) {
      view.write(statement, values);
    }
  }
}
