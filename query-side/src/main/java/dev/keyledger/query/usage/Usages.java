package dev.keyledger.query.usage;

import dev.keyledger.events.ApiKeyId;
import dev.keyledger.query.authentication.Outcome;
import dev.keyledger.query.view.LastUses;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What has been written of the usage of keys.
@Component
final class Usages implements LastUses {
  private static final String LAST_USES =
      """
      SELECT key.id, last.last_at
      FROM unnest(?::uuid[]) AS key (id),
        LATERAL (
          SELECT last_at FROM usage.day
          WHERE api_key_id = key.id AND outcome = 'active' ORDER BY day DESC LIMIT 1) AS last
      """;

  private static final String DAYS =
      "SELECT day, outcome, uses FROM usage.day WHERE api_key_id = ? AND day BETWEEN ? AND ?";

  private final JdbcClient jdbc;

  Usages(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Map<UUID, Instant> of(Collection<UUID> keys) {
    return jdbc
        .sql(LAST_USES)
        .param(keys.stream().map(UUID::toString).toArray(String[]::new))
        .query(Usages::lastUse)
        .list()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static Map.Entry<UUID, Instant> lastUse(ResultSet row, int number) throws SQLException {
    return Map.entry(
        row.getObject(1, UUID.class), row.getObject(2, OffsetDateTime.class).toInstant());
  }

  /// The days on which a key was used, in their order.
  ///
  /// @param last included
  List<DayOfUse> days(ApiKeyId apiKeyId, LocalDate first, LocalDate last) {
    var days = new TreeMap<LocalDate, Map<Outcome, Long>>();
    jdbc.sql(DAYS)
        .params(apiKeyId.value(), first, last)
        .query(row -> {
          days.computeIfAbsent(
                  row.getObject("day", LocalDate.class), _ -> new EnumMap<>(Outcome.class))
              .put(Outcome.of(row.getString("outcome")), row.getLong("uses"));
        });
    return days.entrySet().stream().map(day -> DayOfUse.of(day.getKey(), day.getValue())).toList();
  }
}
