package dev.keyledger.query.audit;

import dev.keyledger.events.ApiKeyId;
import dev.keyledger.events.ProjectId;
import dev.keyledger.ledger.EventType;
import dev.keyledger.query.view.ExactTime;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Finds events by what they are about, and keys by their events.
///
/// Positions are in the order of times, so that a time is looked up once, and positions are
/// compared from then on.
@Component
final class AuditIndex {
  private static final String LATER =
      """
      (SELECT position FROM audit.event
       WHERE occurred_at > :%1$s::timestamptz ORDER BY occurred_at, position LIMIT 1)
      """;

  private static final String UP_TO = "position < coalesce(" + LATER + ", 9223372036854775807)";
  private static final String AFTER = "position >= " + LATER;

  private final JdbcClient jdbc;

  AuditIndex(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// The positions of at most `limit` of the events that are asked for, in the order that is asked
  /// for.
  List<Long> positions(AuditFilter filter, int limit) {
    var where = new Where();
    if (!filter.scope().everything()) {
      where.and(filter.scope().project());
    }
    if (filter.apiKeyId() != null) {
      where.and("api_key_id = :key", "key", filter.apiKeyId().value());
    }
    if (!filter.types().isEmpty()) {
      var names = filter.types().stream().map(EventType::alias).toArray(String[]::new);
      where.and("type = ANY (:types)", "types", names);
    }
    if (AuditFilter.SYSTEM.equals(filter.actor())) {
      where.and("actor_id IS NULL");
    } else if (filter.actor() != null) {
      where.and("actor_id = :actor", "actor", filter.actor());
    }
    if (filter.from() != null) {
      where.and(AFTER.formatted("from"), "from", justBefore(filter.from()));
    }
    if (filter.to() != null) {
      where.and(UP_TO.formatted("to"), "to", justBefore(filter.to()));
    }
    if (filter.after() != null) {
      where.and(
          filter.newestFirst() ? "position < :after" : "position > :after",
          "after",
          filter.after());
    }
    return jdbc.sql(
            "SELECT position FROM audit.event WHERE %s ORDER BY position %s LIMIT :limit"
                .formatted(where, filter.newestFirst() ? "DESC" : "ASC"))
        .paramSource(where.values.addValue("limit", limit))
        .query((row, _) -> row.getLong(1))
        .list();
  }

  /// At most `limit` keys of a project that were created up to `time` and before `position`, the
  /// newest first.
  List<Creation> creations(@Nullable ProjectId project, Instant time, long position, int limit) {
    var where = new Where();
    where.and(project);
    where.and("type = '" + EventType.API_KEY_CREATED.alias() + "'");
    where.and(UP_TO.formatted("time"), "time", floor(time));
    where.and("position < :before", "before", position);
    return jdbc.sql(
            """
            SELECT position, api_key_id FROM audit.event WHERE %s
            ORDER BY position DESC LIMIT :limit
            """
                .formatted(where))
        .paramSource(where.values.addValue("limit", limit))
        .query((row, _) -> new Creation(row.getLong(1), row.getObject(2, UUID.class).toString()))
        .list();
  }

  /// At most `limit` keys of a project to which something happened after `from` and up to `to`, or
  /// which were given an end in that time; in the order of their ids, those after `key`.
  List<String> touched(
      @Nullable ProjectId project, Instant from, Instant to, @Nullable ApiKeyId key, int limit) {
    var where = new Where();
    where.and(project);
    where.and("api_key_id IS NOT NULL");
    if (key != null) {
      where.and("api_key_id > :key", "key", key.value());
    }
    where
        .values
        .addValue("from", floor(from))
        .addValue("to", floor(to))
        .addValue("exactFrom", ExactTime.toNumber(from))
        .addValue("exactTo", ExactTime.toNumber(to))
        .addValue("limit", limit);
    return jdbc.sql(
            """
            SELECT api_key_id FROM audit.event WHERE %1$s AND %2$s AND %3$s
            UNION
            SELECT api_key_id FROM audit.event
            WHERE %1$s AND expires_at > :exactFrom AND expires_at <= :exactTo
            ORDER BY api_key_id LIMIT :limit
            """
                .formatted(where, AFTER.formatted("from"), UP_TO.formatted("to")))
        .paramSource(where.values)
        .query((row, _) -> row.getObject(1, UUID.class).toString())
        .list();
  }

  /// Events have times to the microsecond: up to this time are those up to that microsecond.
  private static Object floor(Instant time) {
    return time.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
  }

  /// The last time that an event before this time can have.
  private static Object justBefore(Instant time) {
    return floor(time.minusNanos(1));
  }

  /// A key, found by its creation.
  ///
  /// @param position that of its creation
  record Creation(long position, String apiKeyId) {}

  /// Conditions that grow, with the values in them.
  private static final class Where {
    private final StringBuilder conditions = new StringBuilder("true");
    private final MapSqlParameterSource values = new MapSqlParameterSource();

    void and(String condition) {
      conditions.append(" AND ").append(condition);
    }

    void and(String condition, String name, Object value) {
      and(condition);
      values.addValue(name, value);
    }

    /// Of the keys of a project, absent for those that belong to none.
    void and(@Nullable ProjectId project) {
      if (project == null) {
        and("project_id IS NULL");
      } else {
        and("project_id = :project", "project", project.value());
      }
    }

    @Override
    public String toString() {
      return conditions.toString();
    }
  }
}
