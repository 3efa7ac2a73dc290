package dev.keyledger.query.authentication;

import dev.keyledger.events.ApiKeyId;
import dev.keyledger.events.KeyKind;
import dev.keyledger.events.ProjectId;
import dev.keyledger.key.Sha256;
import dev.keyledger.query.view.Progress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The durable copy of the lookup table, which [LookupProjection] keeps.
@Component
final class StoredTable {
  private static final int PAGE = 5000;
  private static final UUID BEFORE_ALL = new UUID(0, 0);
  private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

  private static final String NEXT =
      """
      SELECT key.*, current.digest, older.digest AS older_digest, older.ends_at
      FROM (SELECT * FROM lookup.api_key WHERE api_key_id > ? ORDER BY api_key_id LIMIT ?) AS key
        LEFT JOIN lookup.secret AS current
          ON current.api_key_id = key.api_key_id AND current.ends_at IS NULL
        LEFT JOIN lookup.secret AS older
          ON older.api_key_id = key.api_key_id AND older.ends_at IS NOT NULL
      ORDER BY key.api_key_id
      """;

  private final JdbcClient jdbc;
  private final Progress progress;

  StoredTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
    this.progress = new Progress(jdbc, "lookup");
  }

  /// Reads everything into `table`, a page at a time. What happens to keys meanwhile may be in it
  /// or not.
  ///
  /// @return the position up to which everything is in it
  long loadInto(LookupTable table) {
    long position = progress.read();
    UUID last = BEFORE_ALL;
    for (var page = after(last, table); !page.isEmpty(); page = after(last, table)) {
      page.forEach(table::load);
      last = page.getLast().apiKeyId().value();
    }
    return position;
  }

  private List<LookupEntry> after(UUID last, LookupTable table) {
    return jdbc.sql(NEXT).params(last, PAGE).query((row, _) -> entry(row, table)).list();
  }

  private static LookupEntry entry(ResultSet row, LookupTable table) throws SQLException {
    String project = row.getString("project_id");
    String metadata = row.getString("metadata");
    return new LookupEntry(
            new ApiKeyId(row.getObject("api_key_id", UUID.class)),
            row.getLong("version"),
            KeyKind.of(row.getString("kind")),
            table.shared(project == null ? null : new ProjectId(project)),
            row.getObject("created_at", OffsetDateTime.class).toInstant())
        .withName(row.getString("name"))
        .withMetadata(metadata == null ? null : JsonMapper.shared().readValue(metadata, TEXTS))
        .withExpiry(instant(row.getString("expires_at")))
        .withDisabled(row.getBoolean("disabled"))
        .withRevoked(row.getBoolean("revoked"))
        .withSecrets(
            secret(row.getBytes("digest"), null),
            secret(row.getBytes("older_digest"), instant(row.getString("ends_at"))));
  }

  private static @Nullable Secret secret(byte @Nullable [] digest, @Nullable Instant endsAt) {
    return digest == null ? null : new Secret(new Sha256(digest), endsAt);
  }

  private static @Nullable Instant instant(@Nullable String text) {
    return text == null ? null : Instant.parse(text);
  }
}
