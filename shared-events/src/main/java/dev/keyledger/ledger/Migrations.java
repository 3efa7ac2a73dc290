package dev.keyledger.ledger;

import org.flywaydb.core.Flyway;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/// The migrations of a schema: each schema has a folder and a history of its own.
public final class Migrations {
  private Migrations() {}

  /// The migrations of `schema`, not yet run.
  ///
  /// @param database where to migrate. Migrations get a connection of their own: the pool's are cut
  ///   off after a few seconds, and a migration may take longer
  /// @param folder where they lie on the class path, such as `dev/keyledger/ledger`
  public static Flyway of(JdbcConnectionDetails database, String schema, String folder) {
    return Flyway.configure()
        .dataSource(database.getJdbcUrl(), database.getUsername(), database.getPassword())
        .schemas(schema)
        .table("migration")
        .locations("classpath:" + folder)
        .failOnMissingLocations(true)
        .load();
  }
}
