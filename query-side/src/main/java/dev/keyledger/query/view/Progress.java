package dev.keyledger.query.view;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// How far a view has come: the position of the last event that is in it.
public final class Progress {
  /// Readers on other nodes wait here for each other. What is lost of a view in a crash is read
  /// again from the ledger, so its commits need not wait for the disk.
  private static final String LOCK =
      """
      SELECT position FROM view.progress, set_config('synchronous_commit', 'off', true)
      WHERE view = ? FOR UPDATE OF progress
      """;

  private static final String BEGIN =
      "INSERT INTO view.progress (view, position) VALUES (?, 0) ON CONFLICT DO NOTHING";

  private static final String READ = "SELECT position FROM view.progress WHERE view = ?";

  private static final String MOVE = "UPDATE view.progress SET position = ? WHERE view = ?";

  private static final String GENERATION = "SELECT generation FROM view.progress WHERE view = ?";

  private static final String BEGIN_GENERATION =
      "UPDATE view.progress SET generation = generation + 1 WHERE view = ?";

  private final JdbcClient jdbc;
  private final String view;

  /// @param view its name
  public Progress(JdbcClient jdbc, String view) {
    this.jdbc = jdbc;
    this.view = view;
  }

  /// The position, 0 for a view that has not begun.
  public long read() {
    return jdbc.sql(READ).param(view).query(Long.class).optional().orElse(0L);
  }

  /// The position, for this transaction alone: nobody moves it until the transaction is over.
  public long lock() {
    return locked()
        .orElseGet(() -> {
          jdbc.sql(BEGIN).param(view).update();
          return locked().orElseThrow();
        });
  }

  private Optional<Long> locked() {
    return jdbc.sql(LOCK).param(view).query(Long.class).optional();
  }

  /// Notes, in the transaction that changes the view, that it holds everything up to `position`.
  void moveTo(long position) {
    jdbc.sql(MOVE).params(position, view).update();
  }

  /// How often the view was replaced by one that holds something else for the same events.
  public long generation() {
    return jdbc.sql(GENERATION).param(view).query(Long.class).optional().orElse(0L);
  }

  /// Notes, in the transaction that does it, that the view is replaced by one that holds something
  /// else.
  public void beginGeneration() {
    jdbc.sql(BEGIN_GENERATION).param(view).update();
  }
}
