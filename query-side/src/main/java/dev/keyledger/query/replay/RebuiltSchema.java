package dev.keyledger.query.replay;

import dev.keyledger.query.view.View;
import dev.keyledger.query.view.ViewSchema;
import dev.keyledger.query.view.ViewTable;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A second set of a view's tables, beside the live ones, which can take their place.
///
/// They are copied from the live ones as these are, so that no migration has to be written twice;
/// with the names of their indexes, which later migrations rely on.
final class RebuiltSchema {
  /// What the constraints have no index of their own for.
  private static final String INDEXES =
      """
      SELECT relname, pg_get_indexdef(indexrelid)
      FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
      WHERE indrelid = ?::regclass
        AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
        AND to_regclass(? || '.' || quote_ident(relname)) IS NULL
      """;

  private static final String CONSTRAINTS =
      """
      SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
      WHERE conrelid = ?::regclass AND contype IN ('p', 'u')
      """;

  private final View view;
  private final JdbcClient jdbc;
  private final String live;
  private final String rebuilt;
  private final String replaced;

  RebuiltSchema(View view, JdbcClient jdbc) {
    this.view = view;
    this.jdbc = jdbc;
    this.live = view.name();
    this.rebuilt = view.name() + "_rebuilt";
    this.replaced = view.name() + "_replaced";
  }

  ViewSchema tables() {
    return new ViewSchema(jdbc, rebuilt);
  }

  /// Makes the tables anew, empty, with the indexes without which events are taken slowly.
  void create() {
    drop();
    run("CREATE SCHEMA " + rebuilt);
    for (ViewTable table : view.tables()) {
      run(
          "CREATE TABLE %s (LIKE %s INCLUDING ALL EXCLUDING INDEXES)"
              .formatted(in(rebuilt, table), in(live, table)));
      for (Definition constraint : definitions(CONSTRAINTS, in(live, table))) {
        run(
            "ALTER TABLE %s ADD CONSTRAINT %s %s"
                .formatted(in(rebuilt, table), constraint.name(), constraint.text()));
      }
      missingIndexes(table).stream()
          .filter(index -> table.neededIndexes().contains(index.name()))
          .forEach(index -> index(table, index));
    }
  }

  /// The indexes of a table that it has not yet.
  List<Definition> missingIndexes(ViewTable table) {
    return definitions(INDEXES, in(live, table), rebuilt);
  }

  /// Makes an index as the live table has it.
  void index(ViewTable table, Definition index) {
    run(index.text().replace(" ON " + in(live, table) + " ", " ON " + in(rebuilt, table) + " "));
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

  private List<Definition> definitions(String statement, String... parameters) {
    return jdbc.sql(statement)
        .params((Object[]) parameters)
        .query((row, _) -> new Definition(row.getString(1), row.getString(2)))
        .list();
  }

  private void run(String statement) {
    jdbc.sql(statement).update();
  }

  private static String in(String schema, ViewTable table) {
    return schema + "." + table.name();
  }

  /// Something that a table has, as PostgreSQL describes it.
  record Definition(String name, String text) {}
}
