package dev.keyledger.query.view;

import static java.util.stream.Collectors.joining;

import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How rows are put into a table that has none of them yet: by `COPY`, which takes a row in half
/// the time of an `INSERT` and has no word for rows that are there already.
///
/// @param <T> what a row is made of
public final class NewRows<T> {
  private static final HexFormat HEX = HexFormat.of();
  private static final String SPECIAL = "\\\t\n\r";
  private static final String ESCAPED = "\\tnr";

  private final String table;
  private final List<Column<T>> columns;

  private NewRows(String table, List<Column<T>> columns) {
    this.table = table;
    this.columns = columns;
  }

  /// Rows of a table, of which no column is known yet.
  public static <T> NewRows<T> in(String table) {
    return new NewRows<>(table, List.of());
  }

  /// The same with one more column.
  ///
  /// @param value what is in it: bytes, or what PostgreSQL reads from its text; absent for NULL
  public NewRows<T> with(String column, Function<T, @Nullable Object> value) {
    var more = Stream.concat(columns.stream(), Stream.of(new Column<>(column, value)));
    return new NewRows<>(table, more.toList());
  }

  /// Puts `rows` into the table.
  public void add(List<T> rows, ViewSchema schema) {
    if (rows.isEmpty()) {
      return;
    }
    var text = new StringBuilder();
    for (T row : rows) {
      for (Column<T> column : columns) {
        append(column.value().apply(row), text);
        text.append('\t');
      }
      text.setCharAt(text.length() - 1, '\n');
    }
    schema.copy(columns.stream().map(Column::name).collect(joining(", ", table + " (", ")")), text);
  }

  private static void append(@Nullable Object value, StringBuilder text) {
    switch (value) {
      case null -> text.append("\\N");
      case byte[] bytes -> HEX.formatHex(text.append("\\\\x"), bytes);
      default -> appendEscaped(value.toString(), text);
    }
  }

  /// What means something between values means itself within one.
  private static void appendEscaped(String value, StringBuilder text) {
    int written = 0;
    for (int i = 0; i < value.length(); i++) {
      int special = SPECIAL.indexOf(value.charAt(i));
      if (special >= 0) {
        text.append(value, written, i).append('\\').append(ESCAPED.charAt(special));
        written = i + 1;
      }
    }
    text.append(value, written, value.length());
  }

  private record Column<T>(String name, Function<T, @Nullable Object> value) {}
}
