package dev.keyledger.query.view;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Rows by their columns, so that one statement takes all of them: each column is an array for
/// PostgreSQL's `unnest`.
///
/// @param rows in their order
public record Columns<T>(List<T> rows) {

  /// A column as texts, which PostgreSQL reads as whatever they are cast to.
  ///
  /// @param column the value in a row; absent for NULL
  public @Nullable String[] texts(Function<T, @Nullable Object> column) {
    var values = new @Nullable String[rows.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = Objects.toString(column.apply(rows.get(i)), null);
    }
    return values;
  }

  /// A column of bytes.
  ///
  /// @param column the value in a row; absent for NULL
  public byte @Nullable [][] bytes(Function<T, byte @Nullable []> column) {
    return rows.stream().map(column).toArray(byte[][]::new);
  }
}
