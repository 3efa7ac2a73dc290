package dev.keyledger.query.replay;

import dev.keyledger.query.view.ViewTable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyOut;

/// Compares a live table with a rebuilt one, row by row in the order of their keys; each is read
/// through a connection of its own, in a snapshot in which both hold the same events.
final class Comparison {
  private final Side live;
  private final Side rebuilt;
  private @Nullable String firstDifference;

  private Comparison(Side live, Side rebuilt) {
    this.live = live;
    this.rebuilt = rebuilt;
  }

  /// Compares a table.
  ///
  /// @param live sees the live tables, in the snapshot
  /// @param rebuilt sees the rebuilt ones
  /// @param eachRow run after every row, so that it can end by an exception
  static TableComparison of(
      ViewTable table,
      ReplaySession live,
      String liveSchema,
      ReplaySession rebuilt,
      String rebuiltSchema,
      Runnable eachRow)
      throws SQLException {
    try (var one = Side.of(live, liveSchema, table);
        var other = Side.of(rebuilt, rebuiltSchema, table)) {
      var comparison = new Comparison(one, other);
      while (comparison.next(table.order().getFirst())) {
        eachRow.run();
      }
      return comparison.result(liveSchema + "." + table.name());
    }
  }

  /// Reads one row of each.
  ///
  /// @return whether there was one
  private boolean next(String id) throws SQLException {
    byte[] one = live.next();
    byte[] other = rebuilt.next();
    if (firstDifference == null && !Arrays.equals(one, other)) {
      firstDifference =
          "%s: %s in the live table, %s in the rebuilt one".formatted(id, name(one), name(other));
    }
    return one != null || other != null;
  }

  /// Which row it is; the rest of it may be secret.
  private static String name(byte @Nullable [] row) {
    return row == null ? "none" : new String(row, StandardCharsets.UTF_8).split("[\t\n]", 2)[0];
  }

  private TableComparison result(String table) {
    return new TableComparison(
        table,
        firstDifference == null,
        live.rows,
        rebuilt.rows,
        live.digest(),
        rebuilt.digest(),
        firstDifference);
  }

  /// The rows of one of the two.
  private static final class Side implements AutoCloseable {
    private final CopyOut copy;
    private final MessageDigest digest;
    private long rows;

    private Side(CopyOut copy, MessageDigest digest) {
      this.copy = copy;
      this.digest = digest;
    }

    static Side of(ReplaySession session, String schema, ViewTable table) throws SQLException {
      var rows =
          "SELECT %s, * FROM %s.%s ORDER BY %s"
              .formatted(
                  table.order().getFirst(), schema, table.name(), String.join(", ", table.order()));
      try {
        return new Side(session.copy(rows), MessageDigest.getInstance("SHA-256"));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java platform provides SHA-256", e);
      }
    }

    byte @Nullable [] next() throws SQLException {
      byte[] row = copy.isActive() ? copy.readFromCopy() : null;
      if (row != null) {
        rows++;
        digest.update(row);
      }
      return row;
    }

    String digest() {
      return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public void close() throws SQLException {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }
}
