package dev.keyledger.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Objects;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/// A database of the [Server].
///
/// @param port the server's
/// @param name the database's
record Database(int port, String name) implements JdbcConnectionDetails {
  private static final String USER = "postgres";

  @Override
  public String getJdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, name);
  }

  @Override
  public String getUsername() {
    return USER;
  }

  @Override
  public String getPassword() {
    return "unused";
  }

  /// Connections as the service's `shared-events.yml` sets them, but with more patience: here it is
  /// no failure to wait in a crowd.
  HikariDataSource pool(int connections) {
    var settings = new HikariConfig();
    settings.setJdbcUrl(getJdbcUrl());
    settings.setUsername(getUsername());
    settings.setPassword(getPassword());
    settings.setMaximumPoolSize(connections);
    settings.addDataSourceProperty("reWriteBatchedInserts", "true");
    settings.addDataSourceProperty(
        "options", "-c statement_timeout=5s -c idle_in_transaction_session_timeout=10s");
    return new HikariDataSource(settings);
  }

  void execute(String sql) throws SQLException {
    try (var connection = connect();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /// Runs a file that lies beside this class.
  void run(String file) throws SQLException, IOException {
    try (var script = Objects.requireNonNull(Database.class.getResourceAsStream(file), file)) {
      execute(new String(script.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /// The one value that a query yields.
  String text(String sql) throws SQLException {
    try (var connection = connect();
        var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  long number(String sql) throws SQLException {
    return Long.parseLong(text(sql));
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(getJdbcUrl(), getUsername(), getPassword());
  }
}
