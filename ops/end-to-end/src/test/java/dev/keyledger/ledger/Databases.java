package dev.keyledger.ledger;

import dev.keyledger.story.OutsidePostgres;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/// Where a ledger of a test lies.
///
/// @param getJdbcUrl its URL
record Databases(String getJdbcUrl) implements JdbcConnectionDetails {

  /// A database with an empty ledger in it.
  static Databases migrated(OutsidePostgres postgres) {
    var database = new Databases(postgres.url());
    Migrations.ofLedger(database).migrate();
    return database;
  }

  /// The same database, reached through another port of this machine.
  Databases through(int port) {
    return new Databases(getJdbcUrl.replaceFirst(":\\d+/", ":" + port + "/"));
  }

  @Override
  public String getUsername() {
    return "postgres";
  }

  @Override
  public String getPassword() {
    return "unused";
  }
}
