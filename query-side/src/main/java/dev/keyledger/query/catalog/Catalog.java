package dev.keyledger.query.catalog;

import dev.keyledger.events.ApiKeyId;
import dev.keyledger.events.ProjectId;
import dev.keyledger.query.view.ApiKeyEntry;
import dev.keyledger.query.view.ExactTime;
import dev.keyledger.query.view.KeyFilter;
import dev.keyledger.query.view.KeyStatus;
import dev.keyledger.query.view.LastUses;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The keys of a project, or those that belong to none, as they are at the moment of asking.
@Component
final class Catalog {
  private static final String KEYS =
      "SELECT * FROM (SELECT *, "
          + KeyStatus.IN_SQL
          + " AS status FROM catalog.api_key WHERE %s) AS key\n";

  private static final String OF_PROJECT = "project_id = :project";
  private static final String OF_NO_PROJECT = "project_id IS NULL";

  private static final String LIST =
      KEYS
          + """
          WHERE created_position < :before
            AND status = ANY (:statuses)
            AND (:name::text IS NULL OR strpos(folded_name, :name::text) > 0)
            AND (:expiringBefore::numeric IS NULL OR expires_at < :expiringBefore::numeric)
          ORDER BY created_position DESC
          LIMIT :limit
          """;

  private static final String GET = KEYS + "WHERE api_key_id = :id";

  private static final String POSITION =
      """
      SELECT created_position FROM catalog.api_key
      WHERE %s AND api_key_id = :id
      """;

  private final JdbcClient jdbc;
  private final Clock clock;
  private final LastUses lastUses;

  Catalog(JdbcClient jdbc, Clock clock, LastUses lastUses) {
    this.lastUses = lastUses;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /// At most `limit` keys of `project`, absent for none, that were created before `position`,
  /// newest first.
  List<ApiKeyEntry> list(@Nullable ProjectId project, KeyFilter filter, long position, int limit) {
    Instant now = clock.instant();
    return withLastUses(
        of(project, LIST)
            .param("now", ExactTime.toNumber(now))
            .param("before", position)
            .param(
                "statuses", filter.statuses().stream().map(KeyStatus::word).toArray(String[]::new))
            .param("name", KeyFilter.fold(filter.name()))
            .param("expiringBefore", ExactTime.toNumber(filter.expiringBefore()))
            .param("limit", limit)
            .query((row, _) -> entry(row, now))
            .list());
  }

  /// The key `id`, if it is one of `project`.
  Optional<ApiKeyEntry> get(@Nullable ProjectId project, ApiKeyId id) {
    Instant now = clock.instant();
    return withLastUses(
            of(project, GET)
                .param("now", ExactTime.toNumber(now))
                .param("id", id.value())
                .query((row, _) -> entry(row, now))
                .list())
        .stream()
        .findFirst();
  }

  private List<ApiKeyEntry> withLastUses(List<ApiKeyEntry> entries) {
    var uses = lastUses.of(entries.stream().map(ApiKeyEntry::apiKeyId).toList());
    return entries.stream().map(entry -> entry.withLastUse(uses.get(entry.apiKeyId()))).toList();
  }

  /// The position in the ledger at which the key `id` was created, if it is one of `project`.
  Optional<Long> position(@Nullable ProjectId project, ApiKeyId id) {
    return of(project, POSITION).param("id", id.value()).query(Long.class).optional();
  }

  /// Keys without a project are few, and have no index.
  private JdbcClient.StatementSpec of(@Nullable ProjectId project, String statement) {
    return project == null
        ? jdbc.sql(statement.formatted(OF_NO_PROJECT))
        : jdbc.sql(statement.formatted(OF_PROJECT)).param("project", project.value());
  }

  private static ApiKeyEntry entry(ResultSet row, Instant now) throws SQLException {
    return new ApiKeyEntry(
        row.getString("name"),
        row.getObject("api_key_id", UUID.class),
        row.getString("prefix"),
        row.getString("kind"),
        row.getString("project_id"),
        row.getString("status"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        ExactTime.toInstant(row.getBigDecimal("expires_at")),
        instant(row, "disabled_at"),
        instant(row, "rotated_at"),
        overlap(row, now),
        instant(row, "revoked_at"),
        null,
        metadata(row.getString("metadata")),
        row.getLong("version"));
  }

  private static @Nullable Instant overlap(ResultSet row, Instant now) throws SQLException {
    return KeyStatus.of(row.getString("status"))
        .orElseThrow()
        .overlap(ExactTime.toInstant(row.getBigDecimal("overlap_ends_at")), now);
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    var time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private static Map<String, String> metadata(String json) {
    return JsonMapper.shared().readValue(json, new TypeReference<>() {});
  }
}
