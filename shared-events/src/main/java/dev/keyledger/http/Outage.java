package dev.keyledger.http;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OAuth2IntrospectionException;

/// Tells a database that is away, full or overloaded, or a query side that does not say whether a
/// key is good (the caller may try again), from a defect.
final class Outage {
  /// Seconds after which a client may try again.
  static final int RETRY_AFTER_SECONDS = 1;

  /// What the caller is told.
  static final Problem PROBLEM =
      Problem.of(
          ErrorCode.UNAVAILABLE,
          "the service cannot do this now, and nothing was changed; try again later");

  /// Classes of SQLSTATE (PostgreSQL, appendix A): connection, rolled back by the database,
  /// resources, operator intervention, system error.
  private static final Set<String> CLASSES = Set.of("08", "40", "53", "57", "58");

  /// A read-only transaction, as on a standby; a transaction that was idle for too long.
  private static final Set<String> STATES = Set.of("25006", "25P03");

  private Outage() {}

  /// Whether `failure`, or what caused it, is the absence of the database or the query side.
  static boolean caused(Throwable failure) {
    return Stream.<@Nullable Throwable>iterate(failure, e -> e == null ? null : e.getCause())
        .takeWhile(e -> e != null)
        .anyMatch(e ->
            e instanceof TransientDataAccessException
                || isUnansweredQuestion(e)
                || (e instanceof SQLException sql && isOutage(sql)));
  }

  /// Spring's answer about a key that is not good is of the same type. Where the query side is in
  /// this process, its database says what it is that keeps it from answering.
  private static boolean isUnansweredQuestion(@Nullable Throwable e) {
    return e instanceof OAuth2IntrospectionException
        && !(e instanceof BadOpaqueTokenException)
        && !(e.getCause() instanceof DataAccessException);
  }

  private static boolean isOutage(SQLException e) {
    String state = e.getSQLState();
    return e instanceof SQLTransientException
        || e instanceof SQLRecoverableException
        || (state != null
            && state.length() == 5
            && (STATES.contains(state) || CLASSES.contains(state.substring(0, 2))));
  }
}
