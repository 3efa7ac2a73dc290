package dev.keyledger.ledger;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/// The migrations of a schema: each schema has a folder and a history of its own.
public final class Migrations {
  private Migrations() {}

  /// The ledger's own migrations, not yet run. Only the command side runs them.
  public static Flyway ofLedger(JdbcConnectionDetails database) {
    return configuration(database, "ledger", "dev/keyledger/ledger/tables")
        .javaMigrations(new EventsWithGaps())
        .load();
  }

  /// The migrations of a view's schema, not yet run.
  ///
  /// @param database where to migrate. Migrations get a connection of their own: the pool's are cut
  ///   off after a few seconds, and a migration may take longer
  /// @param folder where they lie on the class path, such as `dev/keyledger/query/catalog`
  public static Flyway ofView(JdbcConnectionDetails database, String schema, String folder) {
    return configuration(database, schema, folder).load();
  }

  private static FluentConfiguration configuration(
      JdbcConnectionDetails database, String schema, String folder) {
    return Flyway.configure()
        .dataSource(database.getJdbcUrl(), database.getUsername(), database.getPassword())
        .schemas(schema)
        .table("migration")
        .locations("classpath:" + folder)
        .failOnMissingLocations(true);
  }
}
