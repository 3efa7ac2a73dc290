package dev.keyledger.ledger.proof;

import java.util.Optional;
import java.util.regex.Pattern;

/// A tile as it is asked for: full, or as the right edge of a smaller tree has it.
///
/// @param width how many of its hashes, from the first
public record ServedTile(Tile tile, int width) {
  private static final Pattern PATH =
      Pattern.compile("([0-7])/((?:x[0-9]{3}/){0,5}[0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

  /// The tile at a path such as `0/x001/x234/067` or `1/000.p/17`, which is what follows `tile/`
  /// ([C2SP tlog-tiles](https://c2sp.org/tlog-tiles)); nothing when it is not spelt like that.
  public static Optional<ServedTile> at(String path) {
    var parts = PATH.matcher(path);
    if (!parts.matches()) {
      return Optional.empty();
    }
    long index = Long.parseLong(parts.group(2).replaceAll("[x/]", ""));
    int width = parts.group(3) == null ? Tile.WIDTH : Integer.parseInt(parts.group(3));
    return Optional.of(new ServedTile(new Tile(parts.group(1).charAt(0) - '0', index), width))
        .filter(tile -> tile.path().equals("tile/" + path));
  }

  /// The path at which it is served: each tile has one.
  String path() {
    return width < Tile.WIDTH ? tile.path() + ".p/" + width : tile.path();
  }
}
