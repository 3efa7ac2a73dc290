package dev.keyledger.ledger;

import dev.keyledger.ledger.proof.Hash;
import dev.keyledger.ledger.proof.Tile;
import dev.keyledger.ledger.proof.TileReader;
import dev.keyledger.ledger.proof.TreeEdge;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The tiles of the ledger's tree: as they are stored, and at the right edge, where tiles are not
/// full or not stored yet, from the events themselves.
final class Tiles implements TileReader {
  private static final String STORED =
      "SELECT hashes FROM ledger.tile WHERE level = ? AND index = ?";

  private static final String LEAVES =
      """
      SELECT leaf_hash FROM ledger.event
      WHERE position > ? AND position <= ? ORDER BY position
      """;

  private final JdbcClient jdbc;

  Tiles(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public List<Hash> read(Tile tile) {
    var hashes = stored(tile);
    if (hashes.size() < Tile.WIDTH) {
      if (tile.level() == 0) {
        return leaves(tile.index());
      }
      addUnstored(tile, hashes);
    }
    return hashes;
  }

  private List<Hash> stored(Tile tile) {
    return jdbc.sql(STORED)
        .params(tile.level(), tile.index())
        .query(byte[].class)
        .optional()
        .map(Tiles::split)
        .orElseGet(ArrayList::new);
  }

  /// What the stored tiles lack: the roots of full tiles below that are not in this one yet.
  private void addUnstored(Tile tile, List<Hash> hashes) {
    while (hashes.size() < Tile.WIDTH) {
      var below = read(new Tile(tile.level() - 1, tile.index() * Tile.WIDTH + hashes.size()));
      if (below.size() < Tile.WIDTH) {
        return;
      }
      hashes.add(TreeEdge.EMPTY.plus(below).root());
    }
  }

  private List<Hash> leaves(long index) {
    long before = index * Tile.WIDTH;
    return jdbc.sql(LEAVES)
        .params(before, before + Tile.WIDTH)
        .query((row, _) -> Hash.of(row.getBytes(1)))
        .list();
  }

  static List<Hash> split(byte[] hashes) {
    var rest = ByteBuffer.wrap(hashes);
    var split = new ArrayList<Hash>(hashes.length / Hash.BYTES);
    while (rest.hasRemaining()) {
      var hash = new byte[Hash.BYTES];
      rest.get(hash);
      split.add(Hash.of(hash));
    }
    return split;
  }
}
