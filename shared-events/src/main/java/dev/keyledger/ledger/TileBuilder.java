package dev.keyledger.ledger;

import dev.keyledger.ledger.proof.Hash;
import dev.keyledger.ledger.proof.Tile;
import dev.keyledger.ledger.proof.TreeEdge;
import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Stores the tiles of the tree as they become full, behind the head and outside its lock.
///
/// Every command node runs this. Each tile is stored once, after all that come before it: whoever
/// comes second, or before others that were forgotten, changes nothing.
final class TileBuilder implements SessionLoop.Turn {
  private static final String NEXT =
      "SELECT coalesce(max(index) + 1, 0) FROM ledger.tile WHERE level = 0";

  private static final String LEAVES =
      """
      SELECT leaf_hash FROM ledger.event
      WHERE position > ? AND position <= ? ORDER BY position
      """;

  private static final String STORE_LEAVES =
      "INSERT INTO ledger.tile (level, index, hashes) SELECT 0, ?, ? WHERE ? = ("
          + NEXT
          + ") ON CONFLICT DO NOTHING";

  /// Adds a hash to a tile above, which may be new.
  private static final String ADD =
      """
      INSERT INTO ledger.tile AS tile (level, index, hashes) VALUES (?, ?, ?)
      ON CONFLICT (level, index) DO UPDATE SET hashes = tile.hashes || excluded.hashes
      RETURNING hashes
      """;

  private static final String FORGET_SETTINGS =
      "SET lock_timeout = '5s'; SET statement_timeout = 0";

  /// Nobody stores a tile meanwhile.
  private static final String FORGET =
      "LOCK TABLE ledger.tile IN SHARE ROW EXCLUSIVE MODE; DELETE FROM ledger.tile";

  private static final Duration WAIT = Duration.ofMillis(500);

  private final Tail tail;
  private long next;

  TileBuilder(Tail tail) {
    this.tail = tail;
  }

  @Override
  public void begin(Connection session) throws SQLException {
    session.setAutoCommit(false);
    lookWhatIsNext(session);
  }

  private void lookWhatIsNext(Connection session) throws SQLException {
    try (var statement = session.prepareStatement(NEXT);
        var row = statement.executeQuery()) {
      row.next();
      next = row.getLong(1);
    }
    session.commit();
  }

  /// Forgets all tiles, which were made of events that are not there any more. Every node makes
  /// them again, from the first.
  static void forgetAll(Sessions sessions) throws SQLException {
    try (Connection session = sessions.open("keyledger-tiles", FORGET_SETTINGS)) {
      session.setAutoCommit(false);
      try (var statement = session.createStatement()) {
        statement.execute(FORGET);
      }
      session.commit();
    }
  }

  @Override
  public void take(Connection session) throws SQLException, InterruptedException {
    long full = (next + 1) * Tile.WIDTH;
    if (tail.awaitAfter(full - 1, WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
      var leaves = leaves(session, full);
      if (leaves.size() == Tile.WIDTH) {
        store(session, leaves);
        session.commit();
        lookWhatIsNext(session);
      } else {
        // What was heard of is not there, or not any more.
        session.rollback();
        Thread.sleep(WAIT);
      }
    }
  }

  private static List<Hash> leaves(Connection session, long full) throws SQLException {
    try (var statement = session.prepareStatement(LEAVES)) {
      statement.setLong(1, full - Tile.WIDTH);
      statement.setLong(2, full);
      var leaves = new ArrayList<Hash>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          leaves.add(Hash.of(rows.getBytes(1)));
        }
      }
      return leaves;
    }
  }

  private void store(Connection session, List<Hash> leaves) throws SQLException {
    try (var statement = session.prepareStatement(STORE_LEAVES)) {
      statement.setLong(1, next);
      statement.setBytes(2, join(leaves));
      statement.setLong(3, next);
      if (statement.executeUpdate() == 1) {
        addAbove(session, new Tile(0, next), leaves);
      }
    }
  }

  private static void addAbove(Connection session, Tile full, List<Hash> hashes)
      throws SQLException {
    try (var statement = session.prepareStatement(ADD)) {
      statement.setInt(1, full.level() + 1);
      statement.setLong(2, full.index() / Tile.WIDTH);
      statement.setBytes(3, TreeEdge.EMPTY.plus(hashes).root().bytes());
      try (var row = statement.executeQuery()) {
        row.next();
        var above = Tiles.split(row.getBytes(1));
        if (above.size() == Tile.WIDTH) {
          addAbove(session, new Tile(full.level() + 1, full.index() / Tile.WIDTH), above);
        }
      }
    }
  }

  private static byte[] join(List<Hash> hashes) {
    var joined = new ByteArrayOutputStream(hashes.size() * Hash.BYTES);
    hashes.forEach(hash -> joined.writeBytes(hash.bytes()));
    return joined.toByteArray();
  }
}
