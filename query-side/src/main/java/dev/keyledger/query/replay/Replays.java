package dev.keyledger.query.replay;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The last replay of each view, as all nodes know of it.
///
/// @param jdbc what it is asked with
record Replays(JdbcClient jdbc) {
  private static final String REQUEST =
      """
      INSERT INTO view.replay (view, dry_run, state) VALUES (:view, :dryRun, 'waiting')
      ON CONFLICT (view) DO UPDATE
      SET dry_run = excluded.dry_run, state = excluded.state, position = 0, total = 0,
        worked = interval '0', cancelled = false, requested_at = clock_timestamp(),
        ended_at = NULL, comparison = NULL, failure = NULL
      WHERE replay.ended_at IS NOT NULL
      """;

  private static final String CANCEL =
      "UPDATE view.replay SET cancelled = true WHERE view = ? AND ended_at IS NULL";

  private static final String CANCELLED = "SELECT cancelled FROM view.replay WHERE view = ?";

  private static final String OPEN =
      "SELECT view FROM view.replay WHERE ended_at IS NULL ORDER BY requested_at";

  private static final String GET =
      """
      SELECT state, dry_run, position, total, extract(epoch FROM worked) * 1000, requested_at,
        ended_at, comparison, failure
      FROM view.replay WHERE view = ?
      """;

  private static final String GO_ON =
      """
      UPDATE view.replay SET %s
      WHERE view = :view AND NOT cancelled AND ended_at IS NULL
      """;

  private static final String END =
      """
      UPDATE view.replay SET state = :state, failure = :failure, ended_at = clock_timestamp()
      WHERE view = :view
      """;

  private static final TypeReference<List<TableComparison>> TABLES = new TypeReference<>() {};

  /// Asks for a replay.
  ///
  /// @return false when one goes on
  boolean request(String view, boolean dryRun) {
    return jdbc.sql(REQUEST).param("view", view).param("dryRun", dryRun).update() > 0;
  }

  /// Wishes that the replay ends.
  ///
  /// @return false when none goes on
  boolean cancel(String view) {
    return jdbc.sql(CANCEL).param(view).update() > 0;
  }

  /// The views whose replays are not over, the one that was asked for first in front.
  List<String> open() {
    return jdbc.sql(OPEN).query((row, _) -> row.getString(1)).list();
  }

  /// The last replay of a view.
  Optional<Replay> of(String view) {
    return jdbc.sql(GET).param(view).query((row, _) -> replay(row)).optional();
  }

  /// Notes where the replay is, in the transaction that takes it there.
  ///
  /// @param worked how long these events took
  /// @throws ReplayCancelled when it is to end
  void moveTo(String view, long position, long total, Duration worked) {
    goOn(
        jdbc.sql(
                GO_ON.formatted(
                    """
                    position = :position, total = :total,
                    worked = worked + make_interval(secs => :worked)
                    """))
            .param("position", position)
            .param("total", total)
            .param("worked", worked.toMillis() / 1000.0),
        view);
  }

  /// Notes what the replay does now.
  ///
  /// @throws ReplayCancelled when it is to end
  void enter(String view, ReplayState state) {
    goOn(jdbc.sql(GO_ON.formatted("state = :state")).param("state", state.word()), view);
  }

  /// Notes what was found out.
  ///
  /// @throws ReplayCancelled when it is to end
  void note(String view, List<TableComparison> comparison) {
    goOn(
        jdbc.sql(GO_ON.formatted("comparison = :comparison"))
            .param("comparison", JsonMapper.shared().writeValueAsString(comparison)),
        view);
  }

  /// @throws ReplayCancelled when the replay is to end
  void requireWanted(String view) {
    if (jdbc.sql(CANCELLED).param(view).query(Boolean.class).single()) {
      throw new ReplayCancelled();
    }
  }

  private static void goOn(JdbcClient.StatementSpec change, String view) {
    if (change.param("view", view).update() == 0) {
      throw new ReplayCancelled();
    }
  }

  /// Notes that the replay is over.
  ///
  /// @param failure why it failed; absent when it did not
  void end(String view, ReplayState state, @Nullable String failure) {
    jdbc.sql(END)
        .param("view", view)
        .param("state", state.word())
        .param("failure", failure)
        .update();
  }

  private static Replay replay(ResultSet row) throws SQLException {
    String comparison = row.getString(8);
    return new Replay(
        row.getString(1),
        row.getBoolean(2),
        row.getLong(3),
        row.getLong(4),
        Duration.ofMillis(row.getLong(5)),
        row.getObject(6, OffsetDateTime.class).toInstant(),
        instant(row.getObject(7, OffsetDateTime.class)),
        comparison == null ? null : JsonMapper.shared().readValue(comparison, TABLES),
        row.getString(9));
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }
}
