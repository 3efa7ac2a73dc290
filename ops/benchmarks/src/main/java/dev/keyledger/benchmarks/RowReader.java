package dev.keyledger.benchmarks;

import java.sql.SQLException;
import java.util.List;

/// Reads the rows of the ledger from the first to the last with JDBC, and does nothing with them:
/// as fast as events can come out of the database.
///
/// @param database the ledger's
record RowReader(Database database) {
  private static final String ALL = "SELECT * FROM ledger.event ORDER BY position";
  private static final int PAGE = 1000;

  List<Double> read() throws SQLException {
    long begun = System.nanoTime();
    long count = 0;
    try (var connection = database.connect()) {
      connection.setAutoCommit(false); // otherwise the driver would fetch everything at once
      try (var statement = connection.prepareStatement(ALL)) {
        statement.setFetchSize(PAGE);
        var rows = statement.executeQuery();
        int columns = rows.getMetaData().getColumnCount();
        for (; rows.next(); count++) {
          for (int column = 1; column <= columns; column++) {
            rows.getObject(column);
          }
        }
      }
    }
    return List.of(count * 1e9 / (System.nanoTime() - begun));
  }
}
