package dev.keyledger.query.catalog;

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
import dev.keyledger.query.view.ExactTime;
import dev.keyledger.query.view.KeyFilter;
import dev.keyledger.query.view.ViewWriter;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.eventhandling.TrackingToken;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Keeps the catalog. An event that is in it already, or older, changes nothing.
@Component
@ProcessingGroup("catalog")
final class CatalogProjection {
  private static final String CREATE =
      """
      INSERT INTO catalog.api_key
        (api_key_id, project_id, kind, name, folded_name, prefix, metadata, created_at,
         created_position, expires_at, version)
      VALUES
        (:apiKeyId, :projectId, :kind, :name, :foldedName, :prefix, :metadata, :at,
         :position, :expiresAt, :version)
      ON CONFLICT (api_key_id) DO NOTHING
      """;

  private static final String RENAME = change("name = :name, folded_name = :foldedName");
  private static final String CHANGE_EXPIRY = change("expires_at = :expiresAt");
  private static final String CHANGE_METADATA = change("metadata = :metadata");
  private static final String DISABLE = change("disabled_at = :disabledAt");
  private static final String REVOKE = change("revoked_at = :at");
  private static final String COMPLETE_ROTATION = change("overlap_ends_at = NULL");

  private static final String ROTATE =
      change("prefix = :prefix, rotated_at = :at, overlap_ends_at = :overlapEndsAt");

  private final ViewWriter view;

  CatalogProjection(ViewWriter view) {
    this.view = view;
  }

  private static String change(String columns) {
    return "UPDATE catalog.api_key SET "
        + columns
        + ", version = :version WHERE api_key_id = :apiKeyId AND version < :version";
  }

  @EventHandler
  void on(
      ApiKeyEvent event,
      @SequenceNumber long version,
      @Timestamp Instant timestamp,
      TrackingToken token) {
    OffsetDateTime at = timestamp.atOffset(ZoneOffset.UTC);
    var row = new Row(event, version);
    switch (event) {
      case ApiKeyCreated created ->
          row.with("projectId", Objects.toString(created.projectId(), null))
              .with("kind", created.kind().word())
              .withName(created.name())
              .with("prefix", created.prefix().value())
              .with("metadata", json(created.metadata()))
              .with("at", at)
              .with("position", token.position().orElseThrow())
              .with("expiresAt", ExactTime.toNumber(created.expiresAt()))
              .write(CREATE);
      case ApiKeyRenamed renamed -> row.withName(renamed.name()).write(RENAME);
      case ApiKeyExpiryChanged changed ->
          row.with("expiresAt", ExactTime.toNumber(changed.expiresAt())).write(CHANGE_EXPIRY);
      case ApiKeyMetadataChanged changed ->
          row.with("metadata", json(changed.metadata())).write(CHANGE_METADATA);
      case ApiKeyDisabled _ -> row.with("disabledAt", at).write(DISABLE);
      case ApiKeyEnabled _ -> row.with("disabledAt", null).write(DISABLE);
      case ApiKeyRotated rotated ->
          row.with("prefix", rotated.prefix().value())
              .with("at", at)
              .with("overlapEndsAt", ExactTime.toNumber(rotated.keptUntil()))
              .write(ROTATE);
      case ApiKeyRotationCompleted _ -> row.write(COMPLETE_ROTATION);
      case ApiKeyRevoked _ -> row.with("at", at).write(REVOKE);
    }
  }

  private static String json(@Nullable Map<String, String> metadata) {
    return JsonMapper.shared()
        .writeValueAsString(metadata == null ? Map.of() : new TreeMap<>(metadata));
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

    Row withName(@Nullable String name) {
      return with("name", name).with("foldedName", KeyFilter.fold(name));
    }

    void write(String statement) {
      view.write(statement, values);
    }
  }
}
