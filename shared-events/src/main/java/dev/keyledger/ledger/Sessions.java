package dev.keyledger.ledger;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/// Opens connections to PostgreSQL that are kept for one purpose, beside the pool.
///
/// Whoever is cut off from the database notices within seconds: the time to connect, the time to
/// wait for an answer and TCP keep-alive are set.
final class Sessions {
  private static final Logger log = LoggerFactory.getLogger(Sessions.class);
  private static final String SECONDS_TO_CONNECT = "2";
  private static final String SECONDS_TO_ANSWER = "6";

  private final JdbcConnectionDetails database;

  Sessions(JdbcConnectionDetails database) {
    this.database = database;
  }

  /// A new connection.
  ///
  /// @param purpose what `pg_stat_activity` shows as its application
  /// @param settings of the session: statements `SET …`, or nothing. They come after the login,
  ///   since what stands in the database's URL would replace them there
  Connection open(String purpose, String settings) throws SQLException {
    var properties = new Properties();
    set(properties, PGProperty.USER, database.getUsername());
    set(properties, PGProperty.PASSWORD, database.getPassword());
    set(properties, PGProperty.CONNECT_TIMEOUT, SECONDS_TO_CONNECT);
    set(properties, PGProperty.LOGIN_TIMEOUT, SECONDS_TO_CONNECT);
    set(properties, PGProperty.SOCKET_TIMEOUT, SECONDS_TO_ANSWER);
    set(properties, PGProperty.TCP_KEEP_ALIVE, "true");
    var session = DriverManager.getConnection(database.getJdbcUrl(), properties);
    try (var statement = session.createStatement()) {
      statement.execute("SET application_name = '" + purpose + "';" + settings);
    } catch (SQLException e) {
      end(session);
      throw e;
    }
    return session;
  }

  /// Ends a session that may be broken already.
  static void end(@Nullable Connection session) {
    if (session != null) {
      try {
        session.close();
      } catch (SQLException e) {
        log.debug("A session with PostgreSQL did not end in good order: {}", e.toString());
      }
    }
  }

  private static void set(Properties properties, PGProperty property, @Nullable String value) {
    if (value != null) {
      properties.setProperty(property.getName(), value);
    }
  }
}
