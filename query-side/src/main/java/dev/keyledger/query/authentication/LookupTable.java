package dev.keyledger.query.authentication;

import dev.keyledger.events.ApiKeyId;
import dev.keyledger.events.KeyKind;
import dev.keyledger.events.ProjectId;
import dev.keyledger.key.KeyDigest;
import dev.keyledger.key.PlaintextKey;
import dev.keyledger.query.view.Freshness;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Finds the key that was presented, by its digest.
@Component
final class LookupTable {
  private static final String FIND =
      """
      SELECT api_key_id, kind, project_id, name, expires_at, ends_at, disabled, revoked
      FROM lookup.secret JOIN lookup.api_key USING (api_key_id)
      WHERE digest = :digest AND digest_algorithm = :algorithm
      """;

  private final JdbcClient jdbc;
  private final Clock clock;
  private final Freshness freshness;

  LookupTable(JdbcClient jdbc, Clock clock, @Qualifier("lookup") Freshness freshness) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.freshness = freshness;
  }

  /// A "no" is never older than an answered change; for it, the table must be fresh. Text that is
  /// no key needs no table.
  ///
  /// @throws org.springframework.dao.DataAccessException when the table cannot be read, or is not
  ///   fresh in time
  Verdict judge(String presented) {
    return PlaintextKey.parse(presented)
        .map(PlaintextKey::digest)
        .map(this::judge)
        .orElseGet(Verdict.Unknown::new);
  }

  private Verdict judge(KeyDigest digest) {
    Verdict verdict = find(digest);
    if (!verdict.mayBeStale()) {
      return verdict;
    }
    freshness.await();
    return find(digest);
  }

  private Verdict find(KeyDigest digest) {
    return jdbc.sql(FIND)
        .param("digest", digest.bytes())
        .param("algorithm", digest.algorithm())
        .query((row, _) -> entry(row))
        .optional()
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
        earlier(instant(row.getString("expires_at")), instant(row.getString("ends_at"))),
        row.getBoolean("disabled"),
        row.getBoolean("revoked"));
  }

  private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.isBefore(other) ? one : other;
  }

  private static @Nullable Instant instant(@Nullable String text) {
    return text == null ? null : Instant.parse(text);
  }
}
