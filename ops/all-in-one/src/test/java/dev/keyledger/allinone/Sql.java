package dev.keyledger.allinone;

import java.sql.DriverManager;
import java.sql.SQLException;

/// One statement, over a connection of its own.
final class Sql {
  private Sql() {}

  static void run(EmbeddedDatabase database, String command) throws SQLException {
    run(database.getJdbcUrl(), database.getPassword(), command);
  }

  /// On a database that another process owns.
  static void run(String url, String password, String command) throws SQLException {
    try (var connection = DriverManager.getConnection(url, PostgresServer.SUPERUSER, password);
        var statement = connection.createStatement()) {
      statement.execute(command);
    }
  }

  /// The first column of the only row.
  static String ask(EmbeddedDatabase database, String query) throws SQLException {
    try (var connection =
            DriverManager.getConnection(
                database.getJdbcUrl(), database.getUsername(), database.getPassword());
        var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      rows.next();
      return String.valueOf(rows.getString(1));
    }
  }
}
