package dev.keyledger.query.authentication;

import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.transaction.PlatformTransactionManager;

/// Loads the lookup table from its durable copy, as a node does that starts.
public final class TableLoad {
  private TableLoad() {}

  /// Loads it once.
  ///
  /// @return how many keys were loaded
  public static int run(JdbcOperations database, PlatformTransactionManager transactions) {
    var table = new LookupTable();
    new StoredTable(database, transactions).loadInto(table, new LoadProgress());
    return table.size();
  }
}
