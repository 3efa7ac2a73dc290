package dev.keyledger.query.authentication;

import dev.keyledger.events.ApiKeyId;
import dev.keyledger.events.KeyKind;
import dev.keyledger.events.ProjectId;
import dev.keyledger.key.Sha256;
import dev.keyledger.query.view.Columns;
import dev.keyledger.query.view.NewRows;
import dev.keyledger.query.view.ViewSchema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The lookup table's keys as rows in PostgreSQL, and back.
final class LookupRows {
  static final String KEYS =
      """
      SELECT api_key_id, kind, project_id, name, expires_at, metadata, disabled, revoked, version,
        created_at, digest, older_digest, older_ends_at
      FROM %1$s.api_key
      """;

  private static final String SOME = "WHERE api_key_id = ANY (:ids::uuid[])";

  private static final NewRows<LookupEntry> NEW_KEYS =
      NewRows.<LookupEntry>in("api_key")
          .with("api_key_id", LookupEntry::apiKeyId)
          .with("kind", key -> key.kind().word())
          .with("project_id", LookupEntry::projectId)
          .with("name", LookupEntry::name)
          .with("expires_at", LookupEntry::expiresAt)
          .with("metadata", LookupEntry::metadataText)
          .with("disabled", LookupEntry::isDisabled)
          .with("revoked", LookupEntry::isRevoked)
          .with("version", LookupEntry::version)
          .with("created_at", key -> key.createdAt().getEpochSecond())
          .with("digest", Secret::bytes)
          .with("older_digest", LookupRows::olderDigest)
          .with("older_ends_at", LookupRows::olderEnd);

  private static final String CHANGE_KEYS =
      """
      UPDATE %1$s.api_key AS key SET
        name = changed.name, expires_at = changed.expires_at, metadata = changed.metadata,
        disabled = changed.disabled, revoked = changed.revoked, version = changed.version,
        digest = changed.digest, older_digest = changed.older_digest,
        older_ends_at = changed.older_ends_at
      FROM unnest(
          :ids::uuid[], :names::text[], :ends::text[], :metadata::text[], :disabled::boolean[],
          :revoked::boolean[], :versions::bigint[], :digests::bytea[], :olderDigests::bytea[],
          :olderEnds::text[])
        AS changed
          (api_key_id, name, expires_at, metadata, disabled, revoked, version, digest, older_digest,
           older_ends_at)
      WHERE key.api_key_id = changed.api_key_id
      """;

  private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

  private LookupRows() {}

  /// Reads those of `ids` that are there into `table`.
  ///
  /// @return the ids of those that are there
  static Set<ApiKeyId> read(Collection<ApiKeyId> ids, ViewSchema from, LookupTable table) {
    var found = new HashSet<ApiKeyId>();
    from.sql(KEYS + SOME)
        .param("ids", new Columns<>(List.copyOf(ids)).texts(id -> id))
        .query(row -> {
          var key = key(row, table);
          table.load(key);
          found.add(key.apiKeyId());
        });
    return found;
  }

  /// Writes keys, in the place of what there was of them.
  ///
  /// @param known the ids of those of which there was something
  static void write(List<LookupEntry> entries, Set<ApiKeyId> known, ViewSchema to) {
    Predicate<LookupEntry> isKnown = key -> known.contains(key.apiKeyId());
    change(entries.stream().filter(isKnown).toList(), to);
    NEW_KEYS.add(entries.stream().filter(isKnown.negate()).toList(), to);
  }

  private static void change(List<LookupEntry> entries, ViewSchema in) {
    if (entries.isEmpty()) {
      return;
    }
    var keys = new Columns<>(entries);
    in.sql(CHANGE_KEYS)
        .param("ids", keys.texts(LookupEntry::apiKeyId))
        .param("names", keys.texts(LookupEntry::name))
        .param("ends", keys.texts(LookupEntry::expiresAt))
        .param("metadata", keys.texts(LookupEntry::metadataText))
        .param("disabled", keys.texts(LookupEntry::isDisabled))
        .param("revoked", keys.texts(LookupEntry::isRevoked))
        .param("versions", keys.texts(LookupEntry::version))
        .param("digests", keys.bytes(Secret::bytes))
        .param("olderDigests", keys.bytes(LookupRows::olderDigest))
        .param("olderEnds", keys.texts(LookupRows::olderEnd))
        .update();
  }

  private static byte @Nullable [] olderDigest(LookupEntry key) {
    return key.olderSecret() == null ? null : key.olderSecret().bytes();
  }

  private static @Nullable Instant olderEnd(LookupEntry key) {
    return key.olderSecret() == null ? null : key.olderSecret().endsAt();
  }

  static LookupEntry key(ResultSet row, LookupTable table) throws SQLException {
    String project = row.getString(3);
    String metadata = row.getString(6);
    var key =
        new LookupEntry(
                new ApiKeyId(Objects.requireNonNull(row.getObject(1, UUID.class))),
                row.getLong(9),
                KeyKind.of(row.getString(2)),
                table.shared(project == null ? null : new ProjectId(project)),
                Instant.ofEpochSecond(row.getLong(10)),
                new Sha256(row.getBytes(11)))
            .withName(row.getString(4))
            .withMetadata(metadata == null ? null : JsonMapper.shared().readValue(metadata, TEXTS))
            .withExpiry(instant(row.getString(5)))
            .withDisabled(row.getBoolean(7))
            .withRevoked(row.getBoolean(8));
    byte[] older = row.getBytes(12);
    return older == null ? key : key.withOlderSecret(new Sha256(older), instant(row.getString(13)));
  }

  private static @Nullable Instant instant(@Nullable String text) {
    return text == null ? null : Instant.parse(text);
  }
}
