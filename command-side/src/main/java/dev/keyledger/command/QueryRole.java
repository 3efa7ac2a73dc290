package dev.keyledger.command;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The role in PostgreSQL as which the query side runs, where it is not the command side's own.
///
/// It reads the ledger, and says in `ledger.reader` how far each node has come. Nothing else of the
/// ledger can it change: a row of `ledger.head` can be locked by whoever may write the column
/// `only_row`, which has one possible value.
final class QueryRole {
  private final @Nullable String name;
  private final JdbcClient jdbc;

  /// @param name absent where there is none to give rights to
  QueryRole(@Nullable String name, JdbcClient jdbc) {
    this.name = name;
    this.jdbc = jdbc;
  }

  /// Gives it its rights, also to what a migration has just made.
  ///
  /// @throws StartFailure when PostgreSQL refuses
  void grant() {
    if (name == null) {
      return;
    }
    String role = jdbc.sql("SELECT quote_ident(?)").param(name).query(String.class).single();
    try {
      // One node at a time: PostgreSQL refuses to change the same rights twice at once.
      jdbc.sql(
              """
              DO $rights$ BEGIN
                PERFORM pg_advisory_xact_lock(hashtext('keyledger rights'));
                GRANT USAGE ON SCHEMA ledger TO %1$s;
                GRANT SELECT ON ALL TABLES IN SCHEMA ledger TO %1$s;
                GRANT INSERT, UPDATE, DELETE ON ledger.reader TO %1$s;
                GRANT UPDATE (only_row) ON ledger.head TO %1$s;
              END $rights$
              """
                  .formatted(role))
          .update();
    } catch (DataAccessException e) {
      throw new StartFailure(
          "The role %s cannot be given its rights to the ledger (%s)."
              .formatted(name, Objects.requireNonNull(e.getMostSpecificCause()).getMessage()),
          "Let the command side run as the owner of the schema ledger, or grant them by hand and"
              + " remove keyledger.query-role.",
          e);
    }
  }
}
