package dev.keyledger.query.authentication;

import org.springframework.jdbc.core.simple.JdbcClient;

/// Loads the lookup table from its durable copy, as a node does that starts.
public final class TableLoad {
  private TableLoad() {}

  /// Loads it once.
  ///
  /// @return how many keys were loaded
  public static int run(JdbcClient jdbc) {
    var table = new LookupTable();
    new StoredTable(jdbc).loadInto(table);
    return table.size();
  }
}
