package dev.keyledger.query.view;

import dev.keyledger.ledger.CopyIn;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Where a view's tables are: the live ones, or those of a rebuild.
public final class ViewSchema {
  private final JdbcOperations database;
  private final JdbcClient jdbc;
  private final String name;

  /// @param database what they are asked with
  /// @param name the schema
  public ViewSchema(JdbcOperations database, String name) {
    this.database = database;
    this.jdbc = JdbcClient.create(database);
    this.name = name;
  }

  /// The schema.
  public String name() {
    return name;
  }

  /// A statement.
  ///
  /// @param statement its text, with `%1$s` for the schema
  public JdbcClient.StatementSpec sql(String statement) {
    return jdbc.sql(statement.formatted(name));
  }

  /// Copies rows into a table.
  ///
  /// @param table its name, with the columns
  /// @param rows in PostgreSQL's text format for `COPY`
  void copy(String table, CharSequence rows) {
    CopyIn.into(database, name + "." + table, rows);
  }
}
