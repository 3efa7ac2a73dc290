package dev.keyledger.query.authentication;

import dev.keyledger.events.ApiKeyId;
import dev.keyledger.events.KeyKind;
import dev.keyledger.events.ProjectId;
import dev.keyledger.key.KeyDigest;
import dev.keyledger.key.Sha256;
import dev.keyledger.query.view.Columns;
import dev.keyledger.query.view.ViewSchema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The lookup table's keys and secrets as rows in PostgreSQL, and back.
final class LookupRows {
  static final String KEYS =
      """
      SELECT api_key_id, kind, project_id, name, expires_at, metadata, disabled, revoked, version,
        created_at
      FROM %1$s.api_key
      """;

  static final String SECRETS =
      """
      SELECT api_key_id, digest, ends_at
      FROM %1$s.secret
      """;

  private static final String SOME = "WHERE api_key_id = ANY (:ids::uuid[])";

  private static final String PUT_KEYS =
      """
      INSERT INTO %1$s.api_key
        (api_key_id, kind, project_id, name, expires_at, metadata, disabled, revoked, version,
         created_at)
      SELECT * FROM unnest(
        :ids::uuid[], :kinds::text[], :projects::text[], :names::text[], :ends::text[],
        :metadata::text[], :disabled::boolean[], :revoked::boolean[], :versions::bigint[],
        :creations::bigint[])
      ON CONFLICT (api_key_id) DO UPDATE SET
        name = excluded.name, expires_at = excluded.expires_at, metadata = excluded.metadata,
        disabled = excluded.disabled, revoked = excluded.revoked, version = excluded.version
      """;

  private static final String REMOVE_SECRETS = "DELETE FROM %1$s.secret " + SOME;

  private static final String ADD_SECRETS =
      """
      INSERT INTO %1$s.secret (digest, digest_algorithm, api_key_id, ends_at)
      SELECT digest, :algorithm, api_key_id, ends_at
      FROM unnest(:digests::bytea[], :ids::uuid[], :ends::text[])
        AS added (digest, api_key_id, ends_at)
      """;

  private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

  private LookupRows() {}

  /// Reads those of `ids` that are there into `table`, with their secrets.
  ///
  /// @return the ids of those that are there
  static List<ApiKeyId> read(Collection<ApiKeyId> ids, ViewSchema from, LookupTable table) {
    var found = new ArrayList<ApiKeyId>();
    from.sql(KEYS + SOME)
        .param("ids", texts(ids))
        .query(row -> {
          var key = key(row, table);
          table.load(key);
          found.add(key.apiKeyId());
        });
    if (!found.isEmpty()) {
      from.sql(SECRETS + SOME)
          .param("ids", texts(found))
          .query(row -> {
            table.load(id(row), secret(row));
          });
    }
    return found;
  }

  private static @Nullable String[] texts(Collection<ApiKeyId> ids) {
    return new Columns<>(List.copyOf(ids)).texts(id -> id);
  }

  /// Writes keys and their secrets, in the place of what there was of these keys.
  ///
  /// @param before the ids of those of which there was something
  static void write(List<LookupEntry> entries, List<ApiKeyId> before, ViewSchema to) {
    var keys = new Columns<>(entries);
    to.sql(PUT_KEYS)
        .param("ids", keys.texts(LookupEntry::apiKeyId))
        .param("kinds", keys.texts(key -> key.kind().word()))
        .param("projects", keys.texts(LookupEntry::projectId))
        .param("names", keys.texts(LookupEntry::name))
        .param("ends", keys.texts(LookupEntry::expiresAt))
        .param("metadata", keys.texts(LookupEntry::metadataText))
        .param("disabled", keys.texts(LookupEntry::isDisabled))
        .param("revoked", keys.texts(LookupEntry::isRevoked))
        .param("versions", keys.texts(LookupEntry::version))
        .param("creations", keys.texts(key -> key.createdAt().getEpochSecond()))
        .update();
    if (!before.isEmpty()) {
      to.sql(REMOVE_SECRETS).param("ids", texts(before)).update();
    }
    var secrets =
        new Columns<>(
            entries.stream()
                .flatMap(key -> key.secrets().map(secret -> new OwnedSecret(key, secret)))
                .toList());
    to.sql(ADD_SECRETS)
        .param("algorithm", KeyDigest.SHA_256)
        .param("digests", secrets.bytes(owned -> owned.secret().bytes()))
        .param("ids", secrets.texts(owned -> owned.key().apiKeyId()))
        .param("ends", secrets.texts(owned -> owned.secret().endsAt()))
        .update();
  }

  private record OwnedSecret(LookupEntry key, Secret secret) {}

  static LookupEntry key(ResultSet row, LookupTable table) throws SQLException {
    String project = row.getString(3);
    String metadata = row.getString(6);
    return new LookupEntry(
            id(row),
            row.getLong(9),
            KeyKind.of(row.getString(2)),
            table.shared(project == null ? null : new ProjectId(project)),
            Instant.ofEpochSecond(row.getLong(10)))
        .withName(row.getString(4))
        .withMetadata(metadata == null ? null : JsonMapper.shared().readValue(metadata, TEXTS))
        .withExpiry(instant(row.getString(5)))
        .withDisabled(row.getBoolean(7))
        .withRevoked(row.getBoolean(8));
  }

  static Secret secret(ResultSet row) throws SQLException {
    return new Secret(new Sha256(row.getBytes(2)), instant(row.getString(3)));
  }

  static ApiKeyId id(ResultSet row) throws SQLException {
    return new ApiKeyId(Objects.requireNonNull(row.getObject(1, UUID.class)));
  }

  private static @Nullable Instant instant(@Nullable String text) {
    return text == null ? null : Instant.parse(text);
  }
}
