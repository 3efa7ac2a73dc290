package dev.keyledger.query.authentication;

import dev.keyledger.events.ApiKeyId;
import dev.keyledger.events.KeyKind;
import dev.keyledger.events.ProjectId;
import dev.keyledger.key.Sha256;
import dev.keyledger.query.view.Progress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The durable copy of the lookup table, which [LookupProjection] keeps.
@Component
final class StoredTable {
  private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

  /// How many rows come at once.
  private static final int FETCH = 5000;

  /// The whole takes as long as it takes.
  private static final String UNHURRIED = "SELECT set_config('statement_timeout', '0', true)";

  /// Not joined with the secrets: PostgreSQL would gather all of them before the first row, for
  /// longer than a connection waits for an answer.
  private static final String KEYS =
      """
      SELECT api_key_id, kind, project_id, name, expires_at, metadata, disabled, revoked, version,
        floor(extract(epoch FROM created_at))::bigint
      FROM lookup.api_key
      """;

  private static final String SECRETS = "SELECT api_key_id, digest, ends_at FROM lookup.secret";

  private final JdbcClient jdbc;
  private final TransactionOperations snapshot;
  private final Progress progress;

  StoredTable(JdbcClient jdbc, PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.snapshot = snapshot(transactions);
    this.progress = new Progress(jdbc, "lookup");
  }

  private static TransactionOperations snapshot(PlatformTransactionManager transactions) {
    var template = new TransactionTemplate(transactions);
    template.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    template.setReadOnly(true);
    return template;
  }

  /// Reads everything into `table`, as it was at one moment.
  ///
  /// @param loaded told after every key how many there are by now
  /// @return the position up to which everything is in it
  long loadInto(LookupTable table, IntConsumer loaded) {
    return Objects.requireNonNull(
        snapshot.execute(_ -> {
          long position = progress.read();
          jdbc.sql(UNHURRIED).query().singleRow();
          jdbc.sql(KEYS)
              .withFetchSize(FETCH)
              .query(row -> {
                table.load(key(row, table));
                loaded.accept(table.size());
              });
          jdbc.sql(SECRETS)
              .withFetchSize(FETCH)
              .query(row -> {
                table.load(id(row), secret(row));
              });
          return position;
        }));
  }

  private static LookupEntry key(ResultSet row, LookupTable table) throws SQLException {
    String project = row.getString(3);
    String metadata = row.getString(6);
    return new LookupEntry(
            id(row),
            row.getLong(9),
            KeyKind.of(row.getString(2)),
            table.shared(project == null ? null : new ProjectId(project)),
            Instant.ofEpochSecond(row.getLong(10)))
        .withName(row.getString(4))
        .withMetadata(metadata == null ? null : JsonMapper.shared().readValue(metadata, TEXTS))
        .withExpiry(instant(row.getString(5)))
        .withDisabled(row.getBoolean(7))
        .withRevoked(row.getBoolean(8));
  }

  private static Secret secret(ResultSet row) throws SQLException {
    return new Secret(new Sha256(row.getBytes(2)), instant(row.getString(3)));
  }

  private static ApiKeyId id(ResultSet row) throws SQLException {
    return new ApiKeyId(row.getObject(1, UUID.class));
  }

  private static @Nullable Instant instant(@Nullable String text) {
    return text == null ? null : Instant.parse(text);
  }
}
