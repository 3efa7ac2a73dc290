package dev.keyledger.ledger.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Proves that a tree is an earlier state of another: nothing was changed, only leaves were added
/// (RFC 6962, section 2.1.2).
///
/// @param from the number of leaves in the earlier state
/// @param to the number of leaves in the later state
/// @param path hashes, lowest first; none when `from` is 0 or `to`
public record ConsistencyProof(long from, long to, List<Hash> path) {
  public ConsistencyProof {
    path = List.copyOf(path);
  }

  /// The proof from the tree's state of `from` leaves to the one of `to` leaves. It reads at most
  /// two tiles per eight levels of the tree.
  ///
  /// @throws IllegalArgumentException unless `0 <= from <= to`
  public static ConsistencyProof of(long from, long to, TileReader tiles) {
    if (from < 0 || from > to) {
      throw new IllegalArgumentException(
          "a tree of %d leaves is no earlier state of one of %d".formatted(from, to));
    }
    // Everything is consistent with nothing; RFC 6962 leaves this case out.
    var path = from == 0 ? List.<Hash>of() : path(from, to, new TiledTree(tiles));
    return new ConsistencyProof(from, to, path);
  }

  private static List<Hash> path(long from, long to, TiledTree tree) {
    var path = new ArrayList<Hash>();
    var range = LeafRange.ofTree(to);
    while (range.to() != from) {
      boolean left = from <= range.middle();
      path.add(tree.root(left ? range.right() : range.left()));
      range = left ? range.left() : range.right();
    }
    // The earlier state's last subtree, unless it is all of that state: its root is known then.
    if (range.from() > 0) {
      path.add(tree.root(range));
    }
    return path.reversed();
  }

  /// Whether this proves that the tree with `fromRoot` is an earlier state of the tree with
  /// `toRoot` (RFC 9162, section 2.1.4.2). False, too, when this is malformed.
  ///
  /// Take both sizes from the same checkpoints as the roots: the path alone does not tell all sizes
  /// apart.
  public boolean proves(Hash fromRoot, Hash toRoot) {
    if (from < 0 || from > to) {
      return false;
    }
    boolean obvious = from == 0 || from == to;
    return obvious ? provesTheObvious(fromRoot, toRoot) : provesGrowth(fromRoot, toRoot);
  }

  private boolean provesTheObvious(Hash fromRoot, Hash toRoot) {
    return path.isEmpty()
        && (from > 0 || fromRoot.equals(Hash.EMPTY))
        && (from < to || fromRoot.equals(toRoot));
  }

  /// The path is the way up from the earlier state's last complete subtree. In the later tree it
  /// ends at the later root; without what is on its right it ends at the earlier root.
  private boolean provesGrowth(Hash fromRoot, Hash toRoot) {
    var hashes = withStart(fromRoot);
    if (hashes.isEmpty()) {
      return false;
    }
    int height = Long.numberOfTrailingZeros(from);
    var siblings = hashes.subList(1, hashes.size());
    var way = new AuditPath((from - 1) >> height, (to - 1) >> height, hashes.getFirst(), siblings);
    return way.fits() && way.rootUpToHere().equals(fromRoot) && way.root().equals(toRoot);
  }

  /// An earlier state that is one complete subtree is where the way begins, and not in the path.
  private List<Hash> withStart(Hash fromRoot) {
    return Long.bitCount(from) == 1
        ? Stream.concat(Stream.of(fromRoot), path.stream()).toList()
        : path;
  }
}
