package dev.keyledger.query.view;

import java.util.ArrayList;
import java.util.List;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.stereotype.Component;

/// Changes views. The changes of a batch of events are sent together, in their order, before the
/// batch is committed.
@Component
public final class ViewWriter {
  private static final String CHANGES = ViewWriter.class.getName();

  private final NamedParameterJdbcOperations jdbc;

  ViewWriter(NamedParameterJdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  /// Makes one change: at once, or with the batch that is being handled.
  ///
  /// @param statement always the same text for the same kind of change
  public void write(String statement, SqlParameterSource parameters) {
    if (CurrentUnitOfWork.isStarted()) {
      CurrentUnitOfWork.get()
          .getOrComputeResource(CHANGES, _ -> new Changes(CurrentUnitOfWork.get()))
          .add(statement, parameters);
    } else {
      jdbc.update(statement, parameters);
    }
  }

  /// Changes that wait; all of them are of one kind.
  private final class Changes {
    private final List<SqlParameterSource> parameters = new ArrayList<>();
    private String statement = "";

    Changes(UnitOfWork<?> batch) {
      batch.onPrepareCommit(_ -> send());
    }

    void add(String next, SqlParameterSource change) {
      if (!next.equals(statement)) {
        send();
        statement = next;
      }
      parameters.add(change);
    }

    private void send() {
      if (!parameters.isEmpty()) {
        jdbc.batchUpdate(statement, parameters.toArray(SqlParameterSource[]::new));
        parameters.clear();
      }
    }
  }
}
