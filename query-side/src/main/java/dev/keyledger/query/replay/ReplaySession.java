package dev.keyledger.query.replay;

import java.sql.SQLException;
import java.util.Properties;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// A connection of its own, which a replay works on and nobody else: the pool's are cut off after a
/// few seconds, and making an index takes longer.
final class ReplaySession implements AutoCloseable {
  private static final int SECONDS_TO_ANSWER = 2;

  /// Of a machine that is gone without a word PostgreSQL learns soon, while nothing is sent to it,
  /// and lets another node have the view.
  private static final String OPTIONS =
      "-c maintenance_work_mem=128MB -c work_mem=32MB"
          + " -c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3";

  private final SingleConnectionDataSource database;

  ReplaySession(JdbcConnectionDetails details) {
    database = new SingleConnectionDataSource();
    database.setSuppressClose(true);
    database.setUrl(details.getJdbcUrl());
    database.setUsername(details.getUsername());
    database.setPassword(details.getPassword());
    var properties = new Properties();
    properties.setProperty("ApplicationName", "keyledger-replay");
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("connectTimeout", "3");
    properties.setProperty("options", OPTIONS);
    database.setConnectionProperties(properties);
  }

  JdbcClient jdbc() {
    return JdbcClient.create(database);
  }

  JdbcOperations operations() {
    return new JdbcTemplate(database);
  }

  TransactionTemplate transactions() {
    return new TransactionTemplate(new JdbcTransactionManager(database));
  }

  /// From now on everything is seen as it is when it is looked at first, until the session ends.
  void beginSnapshot() {
    jdbc().sql("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").update();
  }

  /// What a query yields, in PostgreSQL's text format for COPY.
  CopyOut copy(String query) throws SQLException {
    var copies = database.getConnection().unwrap(PGConnection.class).getCopyAPI();
    return copies.copyOut("COPY (" + query + ") TO STDOUT");
  }

  /// Has the view for this connection alone, as long as it lasts.
  ///
  /// @return false when another connection has it, on whichever node
  boolean claim(String view) {
    return jdbc()
        .sql("SELECT pg_try_advisory_lock(hashtext('keyledger replay'), hashtext(?))")
        .param(view)
        .query(Boolean.class)
        .single();
  }

  /// Whether PostgreSQL still answers here.
  boolean isAlive() {
    try {
      return database.getConnection().isValid(SECONDS_TO_ANSWER);
    } catch (SQLException _) {
      return false; // what it was asked for needs no reason
    }
  }

  @Override
  public void close() {
    database.destroy();
  }
}
