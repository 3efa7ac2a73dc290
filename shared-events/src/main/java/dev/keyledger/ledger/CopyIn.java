package dev.keyledger.ledger;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.JdbcOperations;

/// PostgreSQL's `COPY … FROM STDIN`, which JDBC has no word for.
public final class CopyIn {
  private CopyIn() {}

  /// Copies rows into a table, in the transaction that goes on.
  ///
  /// @param table its name, with the columns
  /// @param rows in the text format
  /// @throws org.springframework.dao.DataAccessException when PostgreSQL does not take them
  public static void into(JdbcOperations database, String table, CharSequence rows) {
    var bytes = new ByteArrayInputStream(rows.toString().getBytes(StandardCharsets.UTF_8));
    database.execute((Connection connection) -> {
      try {
        return connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn("COPY " + table + " FROM STDIN", bytes);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
  }
}
