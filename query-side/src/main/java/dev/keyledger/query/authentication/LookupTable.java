package dev.keyledger.query.authentication;

import dev.keyledger.events.ApiKeyId;
import dev.keyledger.events.KeyKind;
import dev.keyledger.events.ProjectId;
import dev.keyledger.key.PlaintextKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Finds the key that was presented, by its digest.
@Component
final class LookupTable {
  private static final String FIND =
      """
      SELECT api_key_id, kind, project_id, name, expires_at
      FROM lookup.api_key
      WHERE digest = :digest AND digest_algorithm = :algorithm
      """;

  private final JdbcClient jdbc;
  private final Clock clock;

  LookupTable(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /// @throws org.springframework.dao.DataAccessException when the table cannot be read
  Verdict judge(String presented) {
    return PlaintextKey.parse(presented)
        .flatMap(key -> {
          var digest = key.digest();
          return jdbc.sql(FIND)
              .param("digest", digest.bytes())
              .param("algorithm", digest.algorithm())
              .query((row, _) -> entry(row))
              .optional();
        })
        .map(entry -> entry.judge(clock.instant()))
        .orElseGet(Verdict.Unknown::new);
  }

  private static LookupEntry entry(ResultSet row) throws SQLException {
    String project = row.getString("project_id");
    return new LookupEntry(
        new ApiKeyId(row.getObject("api_key_id", UUID.class)),
        KeyKind.of(row.getString("kind")),
        project == null ? null : new ProjectId(project),
        row.getString("name"),
        instant(row.getString("expires_at")));
  }

  private static @Nullable Instant instant(@Nullable String text) {
    return text == null ? null : Instant.parse(text);
  }
}
