package dev.keyledger.ledger.proof;

import java.util.Locale;

/// Where hashes are kept: a tile of height 8, as in [C2SP tlog-tiles](https://c2sp.org/tlog-tiles).
///
/// A tile holds up to 256 hashes of the tree's level `8 * level`, from number `256 * index` on. At
/// level 0 they are the hashes of leaves; above, each is the root of one full tile of the level
/// below.
///
/// @param level 0 to 7; a tree of fewer than 2⁶³ leaves has no tile above
/// @param index 0 for the leftmost tile of its level
public record Tile(int level, long index) {
  /// Levels of the tree that one tile spans.
  public static final int HEIGHT = 8;

  /// Hashes in a full tile.
  public static final int WIDTH = 1 << HEIGHT;

  private static final int HIGHEST = 7;

  /// @throws IllegalArgumentException when there is no such tile
  public Tile {
    if (level < 0 || level > HIGHEST || index < 0) {
      throw new IllegalArgumentException("a tile has a level of 0 to 7 and an index of 0 or more");
    }
  }

  /// Hashes that this tile has in a tree of `size` leaves: 0 when it lies outside, 256 when it is
  /// full, and something between at the tree's right edge.
  public int widthIn(long size) {
    long hashes = size >> (HEIGHT * level);
    long full = hashes / WIDTH;
    if (index == full) {
      return (int) (hashes % WIDTH);
    }
    return index < full ? WIDTH : 0;
  }

  /// The path at which the full tile is served, such as `tile/0/x001/x234/067`.
  public String path() {
    var path = new StringBuilder(digits(index % 1000));
    for (long rest = index / 1000; rest > 0; rest /= 1000) {
      path.insert(0, "x" + digits(rest % 1000) + "/");
    }
    return "tile/" + level + "/" + path;
  }

  private static String digits(long value) {
    return String.format(Locale.ROOT, "%03d", value);
  }
}
