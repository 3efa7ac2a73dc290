package dev.keyledger.query.audit;

import dev.keyledger.events.ProjectId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;

/// What holds for the rows of the audit index that are sought, with the values in it.
///
/// Positions are in the order of times: a time is looked up once, and positions are compared from
/// then on.
final class Conditions {
  private static final String FIRST_AFTER =
      """
      (SELECT position FROM audit.event
       WHERE occurred_at > :%s::timestamptz ORDER BY occurred_at, position LIMIT 1)
      """;

  private static final String AFTER = "position >= " + FIRST_AFTER;

  private static final String UP_TO =
      "position < coalesce(" + FIRST_AFTER + ", " + Long.MAX_VALUE + ")";

  private final StringBuilder sql = new StringBuilder("true");
  private final MapSqlParameterSource values = new MapSqlParameterSource();

  Conditions and(String condition) {
    sql.append(" AND ").append(condition);
    return this;
  }

  Conditions and(String condition, String name, Object value) {
    values.addValue(name, value);
    return and(condition);
  }

  /// Of the keys of a project, absent for those that belong to none.
  Conditions inProject(@Nullable ProjectId project) {
    return project == null
        ? and("project_id IS NULL")
        : and("project_id = :project", "project", project.value());
  }

  /// Later than a time.
  Conditions after(String name, Instant time) {
    return and(AFTER.formatted(name), name, toMicrosecond(time));
  }

  /// At a time or earlier.
  Conditions upTo(String name, Instant time) {
    return and(UP_TO.formatted(name), name, toMicrosecond(time));
  }

  /// Events have times to the microsecond: up to this time are those up to that microsecond.
  private static Object toMicrosecond(Instant time) {
    return time.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
  }

  /// The conditions in SQL.
  String sql() {
    return sql.toString();
  }

  /// The values in them, to which others may be added.
  MapSqlParameterSource values() {
    return values;
  }
}
