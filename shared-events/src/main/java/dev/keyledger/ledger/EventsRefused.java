package dev.keyledger.ledger;

import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

/// PostgreSQL does not take these events, and would not take them the next time. Nothing was
/// stored.
final class EventsRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final String ONCE_PER_AGGREGATE = "event_once_per_aggregate";

  private final boolean conflict;

  EventsRefused(SQLException cause) {
    super("the events cannot be stored", cause);
    this.conflict = constraint(cause).filter(ONCE_PER_AGGREGATE::equals).isPresent();
  }

  /// Whether another event has the same number in the same aggregate.
  boolean isConflict() {
    return conflict;
  }

  private static Optional<String> constraint(SQLException cause) {
    return PSQLState.UNIQUE_VIOLATION.getState().equals(cause.getSQLState())
            && cause instanceof PSQLException refused
        ? Optional.ofNullable(refused.getServerErrorMessage()).map(m -> m.getConstraint())
        : Optional.empty();
  }
}
