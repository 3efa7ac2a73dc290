package dev.keyledger.ledger;

import dev.keyledger.story.OutsidePostgres;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/// Where a ledger of a test lies.
///
/// @param getJdbcUrl its URL
record Databases(String getJdbcUrl) implements JdbcConnectionDetails {
  private static final AtomicInteger COUNT = new AtomicInteger();

  /// A database with an empty ledger in it.
  static Databases migrated(OutsidePostgres postgres) {
    var database = new Databases(postgres.url());
    Migrations.ofLedger(database).migrate();
    return database;
  }

  /// Another database of the same server, with an empty ledger in it.
  static Databases another(OutsidePostgres postgres) {
    var database = empty(postgres);
    Migrations.ofLedger(database).migrate();
    return database;
  }

  /// Another database of the same server, with nothing in it.
  static Databases empty(OutsidePostgres postgres) {
    String name = "ledger_" + COUNT.incrementAndGet();
    new Databases(postgres.url()).jdbc().sql("CREATE DATABASE " + name).update();
    return new Databases(postgres.url().replaceFirst("[^/]*$", name));
  }

  /// Speaks to it in a new connection for each statement.
  JdbcClient jdbc() {
    return JdbcClient.create(new DriverManagerDataSource(getJdbcUrl, getUsername(), getPassword()));
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
