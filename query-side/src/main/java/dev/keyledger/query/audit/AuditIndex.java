package dev.keyledger.query.audit;

import dev.keyledger.events.ApiKeyId;
import dev.keyledger.events.ProjectId;
import dev.keyledger.ledger.EventType;
import dev.keyledger.query.view.ExactTime;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Finds events by what they are about, and keys by their events.
@Component
final class AuditIndex {
  private final JdbcClient jdbc;

  AuditIndex(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// The positions of at most `limit` of the events that are asked for, in the order that is asked
  /// for.
  List<Long> positions(AuditFilter filter, int limit) {
    var sought = sought(filter);
    return jdbc.sql(
            "SELECT position FROM audit.event WHERE %s ORDER BY position %s LIMIT :limit"
                .formatted(sought.sql(), filter.newestFirst() ? "DESC" : "ASC"))
        .paramSource(sought.values().addValue("limit", limit))
        .query((row, _) -> row.getLong(1))
        .list();
  }

  private static Conditions sought(AuditFilter filter) {
    var sought = new Conditions();
    if (!filter.scope().everything()) {
      sought.inProject(filter.scope().project());
    }
    if (filter.apiKeyId() != null) {
      sought.and("api_key_id = :key", "key", filter.apiKeyId().value());
    }
    if (!filter.types().isEmpty()) {
      var names = filter.types().stream().map(EventType::alias).toArray(String[]::new);
      sought.and("type = ANY (:types)", "types", names);
    }
    if (AuditFilter.SYSTEM.equals(filter.actor())) {
      sought.and("actor_id IS NULL");
    } else if (filter.actor() != null) {
      sought.and("actor_id = :actor", "actor", filter.actor());
    }
    if (filter.from() != null) {
      sought.after("from", filter.from().minusNanos(1));
    }
    if (filter.to() != null) {
      sought.upTo("to", filter.to().minusNanos(1));
    }
    if (filter.after() != null) {
      String beyond = filter.newestFirst() ? "position < :after" : "position > :after";
      sought.and(beyond, "after", filter.after());
    }
    return sought;
  }

  /// At most `limit` keys of a project that were created up to `time` and before `position`, the
  /// newest first.
  List<Creation> creations(@Nullable ProjectId project, Instant time, long position, int limit) {
    var sought = new Conditions().inProject(project).upTo("time", time);
    return jdbc.sql(
            """
            SELECT position, api_key_id FROM audit.event
            WHERE %s AND type = 'api-key.created' AND position < :before
            ORDER BY position DESC LIMIT :limit
            """
                .formatted(sought.sql()))
        .paramSource(sought.values().addValue("before", position).addValue("limit", limit))
        .query((row, _) -> new Creation(row.getLong(1), row.getObject(2, UUID.class).toString()))
        .list();
  }

  /// At most `limit` keys of a project to which something happened after `from` and up to `to`, or
  /// which were ever given an end in that time; in the order of their ids, those after `key`.
  List<String> touched(
      @Nullable ProjectId project, Instant from, Instant to, @Nullable ApiKeyId key, int limit) {
    var keys = new Conditions().inProject(project).and("api_key_id IS NOT NULL");
    if (key != null) {
      keys.and("api_key_id > :key", "key", key.value());
    }
    String ofKeys = keys.sql();
    keys.after("from", from).upTo("to", to);
    return jdbc.sql(
            """
            SELECT api_key_id FROM audit.event WHERE %s
            UNION
            SELECT api_key_id FROM audit.event
            WHERE %s AND expires_at > :exactFrom AND expires_at <= :exactTo
            ORDER BY api_key_id LIMIT :limit
            """
                .formatted(keys.sql(), ofKeys))
        .paramSource(
            keys.values()
                .addValue("exactFrom", ExactTime.toNumber(from))
                .addValue("exactTo", ExactTime.toNumber(to))
                .addValue("limit", limit))
        .query((row, _) -> row.getObject(1, UUID.class).toString())
        .list();
  }

  /// A key, found by its creation.
  ///
  /// @param position that of its creation
  record Creation(long position, String apiKeyId) {}
}
