package dev.keyledger.query.catalog;

import dev.keyledger.events.ApiKeyId;
import dev.keyledger.events.ProjectId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The keys of a project, newest first.
@Component
final class Catalog {
  private static final String COLUMNS =
      "SELECT name, api_key_id, prefix, created_at, expires_at FROM catalog.api_key ";

  private static final String NEWEST =
      COLUMNS
          + """
          WHERE project_id = :project
          ORDER BY created_position DESC
          LIMIT :limit
          """;

  private static final String OLDER =
      COLUMNS
          + """
          WHERE project_id = :project AND created_position <
            (SELECT created_position FROM catalog.api_key WHERE api_key_id = :after)
          ORDER BY created_position DESC
          LIMIT :limit
          """;

  private static final String CONTAINS =
      """
      SELECT EXISTS (
        SELECT FROM catalog.api_key WHERE project_id = :project AND api_key_id = :id)
      """;

  private final JdbcClient jdbc;

  Catalog(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// At most `limit` keys of `project`: the newest, or those that are older than `after`.
  List<CatalogEntry> list(ProjectId project, @Nullable ApiKeyId after, int limit) {
    var page = after == null ? jdbc.sql(NEWEST) : jdbc.sql(OLDER).param("after", after.value());
    return page.param("project", project.value())
        .param("limit", limit)
        .query((row, _) -> entry(row))
        .list();
  }

  /// Whether `id` is a key of `project`.
  boolean contains(ProjectId project, ApiKeyId id) {
    return jdbc.sql(CONTAINS)
        .param("project", project.value())
        .param("id", id.value())
        .query(Boolean.class)
        .single();
  }

  private static CatalogEntry entry(ResultSet row) throws SQLException {
    String expiresAt = row.getString("expires_at");
    return new CatalogEntry(
        row.getString("name"),
        row.getObject("api_key_id", UUID.class),
        row.getString("prefix"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        expiresAt == null ? null : Instant.parse(expiresAt));
  }
}
