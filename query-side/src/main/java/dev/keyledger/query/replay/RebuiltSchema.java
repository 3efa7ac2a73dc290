package dev.keyledger.query.replay;

import dev.keyledger.query.view.View;
import dev.keyledger.query.view.ViewSchema;
import dev.keyledger.query.view.ViewTable;
import java.util.List;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A second set of a view's tables, beside the live ones, which can take their place.
///
/// They are copied from the live ones as these are, so that no migration has to be written twice;
/// with the names of their indexes, which later migrations rely on.
final class RebuiltSchema {
  /// The indexes of the live table that the rebuilt one has not yet. What makes one that belongs to
  /// a constraint is the constraint.
  private static final String INDEXES =
      """
      SELECT relname, coalesce(
        'ALTER TABLE ' || :rebuilt || ' ADD CONSTRAINT ' || quote_ident(conname) || ' '
          || pg_get_constraintdef(pg_constraint.oid),
        replace(pg_get_indexdef(indexrelid), ' ON ' || :live || ' ', ' ON ' || :rebuilt || ' '))
      FROM pg_index
      JOIN pg_class ON pg_class.oid = indexrelid
      LEFT JOIN pg_constraint ON conindid = indexrelid AND contype IN ('p', 'u')
      WHERE indrelid = (:live)::regclass AND to_regclass(:schema || '.' || quote_ident(relname)) IS NULL
      """;

  private final View view;
  private final JdbcClient jdbc;
  private final ViewSchema tables;
  private final String live;
  private final String rebuilt;
  private final String replaced;

  RebuiltSchema(View view, JdbcOperations database) {
    this.view = view;
    this.jdbc = JdbcClient.create(database);
    this.live = view.name();
    this.rebuilt = view.name() + "_rebuilt";
    this.tables = new ViewSchema(database, rebuilt);
    this.replaced = view.name() + "_replaced";
  }

  ViewSchema tables() {
    return tables;
  }

  /// Makes the tables anew, empty, with the indexes without which events are taken slowly.
  void create() {
    drop();
    run("CREATE SCHEMA " + rebuilt);
    for (ViewTable table : view.tables()) {
      run(
          "CREATE TABLE %s (LIKE %s INCLUDING ALL EXCLUDING INDEXES)"
              .formatted(in(rebuilt, table), in(live, table)));
      missingIndexes(table).stream()
          .filter(index -> table.neededIndexes().contains(index.name()))
          .forEach(this::make);
    }
  }

  /// The indexes of a table that it has not yet.
  List<Index> missingIndexes(ViewTable table) {
    return jdbc.sql(INDEXES)
        .param("live", in(live, table))
        .param("rebuilt", in(rebuilt, table))
        .param("schema", rebuilt)
        .query((row, _) -> new Index(row.getString(1), row.getString(2)))
        .list();
  }

  /// Makes an index as the live table has it.
  void make(Index index) {
    run(index.statement());
  }

  /// Counts the rows for PostgreSQL's planner.
  void analyze() {
    view.tables().forEach(table -> run("ANALYZE " + in(rebuilt, table)));
  }

  /// Puts the tables in the place of the live ones, in the transaction that goes on.
  void takeOver() {
    run(
        "LOCK TABLE "
            + String.join(", ", view.tables().stream().map(table -> in(live, table)).toList())
            + " IN ACCESS EXCLUSIVE MODE");
    run("CREATE SCHEMA " + replaced);
    for (ViewTable table : view.tables()) {
      run("ALTER TABLE %s SET SCHEMA %s".formatted(in(live, table), replaced));
      run("ALTER TABLE %s SET SCHEMA %s".formatted(in(rebuilt, table), live));
    }
    run("DROP SCHEMA " + replaced + " CASCADE");
    drop();
  }

  /// Throws the tables away, if they are there.
  void drop() {
    run("DROP SCHEMA IF EXISTS " + rebuilt + " CASCADE");
  }

  private void run(String statement) {
    jdbc.sql(statement).update();
  }

  private static String in(String schema, ViewTable table) {
    return schema + "." + table.name();
  }

  /// An index, and what makes it.
  record Index(String name, String statement) {}
}
