package dev.keyledger.query.authentication;

import dev.keyledger.query.view.Progress;
import dev.keyledger.query.view.ViewSchema;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/// The durable copy of the lookup table, which [LookupProjection] keeps.
@Component
final class StoredTable {
  private static final String LOOKUP = "lookup";

  /// How many rows come at once.
  private static final int FETCH = 5000;

  /// The whole takes as long as it takes.
  private static final String UNHURRIED = "SELECT set_config('statement_timeout', '0', true)";

  /// Before the transaction's snapshot is taken: what a rebuild puts in the place of this table
  /// later has rows that this snapshot would not see.
  private static final String KEEP = "LOCK TABLE %1$s.api_key IN ACCESS SHARE MODE";

  /// About how many there are; to count them would take long.
  private static final String ROWS =
      "SELECT greatest(reltuples, 0)::bigint FROM pg_class WHERE oid = '%1$s.api_key'::regclass";

  private final ViewSchema schema;
  private final TransactionOperations snapshot;
  private final Progress progress;

  StoredTable(JdbcOperations database, PlatformTransactionManager transactions) {
    this.schema = new ViewSchema(database, LOOKUP);
    this.snapshot = snapshot(transactions);
    this.progress = new Progress(JdbcClient.create(database), LOOKUP);
  }

  private static TransactionOperations snapshot(PlatformTransactionManager transactions) {
    var template = new TransactionTemplate(transactions);
    template.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    template.setReadOnly(true);
    return template;
  }

  /// How often it was replaced by one that holds something else for the same events.
  long generation() {
    return progress.generation();
  }

  /// Reads everything into `table`, as it was at one moment.
  ///
  /// @param progress told how far it is
  /// @return the position up to which everything is in it
  long loadInto(LookupTable table, LoadProgress progress) {
    return Objects.requireNonNull(
        snapshot.execute(_ -> {
          schema.sql(KEEP).update();
          long position = this.progress.read();
          schema.sql(UNHURRIED).query().singleRow();
          progress.begin(schema.sql(ROWS).query(Long.class).single());
          schema
              .sql(LookupRows.KEYS)
              .withFetchSize(FETCH)
              .query(row -> {
                table.load(LookupRows.key(row, table));
                progress.row();
              });
          progress.end();
          return position;
        }));
  }
}
