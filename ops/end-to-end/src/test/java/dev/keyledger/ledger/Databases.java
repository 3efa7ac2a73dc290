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
  private static final String TEMPLATE = "ledger";
  private static final AtomicInteger COUNT = new AtomicInteger();

  /// A database with an empty ledger in it.
  static Databases migrated(OutsidePostgres postgres) {
    var database = new Databases(postgres.url());
    Migrations.ofLedger(database).migrate();
    return database;
  }

  /// Another database of the same server, with an empty ledger in it. To copy one is quicker than
  /// to migrate it: the first call makes the one that is copied.
  static Databases another(OutsidePostgres postgres) {
    var server = new Databases(postgres.url());
    if (!server.hasDatabase(TEMPLATE)) {
      server.jdbc().sql("CREATE DATABASE " + TEMPLATE).update();
      Migrations.ofLedger(server.beside(TEMPLATE)).migrate();
    }
    String name = TEMPLATE + "_" + COUNT.incrementAndGet();
    server.jdbc().sql("CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE).update();
    return server.beside(name);
  }

  private boolean hasDatabase(String name) {
    return jdbc()
        .sql("SELECT count(*) > 0 FROM pg_database WHERE datname = ?")
        .param(name)
        .query(Boolean.class)
        .single();
  }

  private Databases beside(String name) {
    return new Databases(getJdbcUrl.replaceFirst("[^/]*$", name));
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
