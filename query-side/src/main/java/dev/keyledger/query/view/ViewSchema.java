package dev.keyledger.query.view;

import org.springframework.jdbc.core.simple.JdbcClient;

/// Where a view's tables are: the live ones, or those of a rebuild.
///
/// @param jdbc what they are asked with
/// @param name the schema
public record ViewSchema(JdbcClient jdbc, String name) {

  /// A statement.
  ///
  /// @param statement its text, with `%1$s` for the schema
  public JdbcClient.StatementSpec sql(String statement) {
    return jdbc.sql(statement.formatted(name));
  }
}
