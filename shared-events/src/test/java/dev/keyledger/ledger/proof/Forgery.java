package dev.keyledger.ledger.proof;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What somebody might try.
final class Forgery {
  private Forgery() {}

  /// `hash` with one bit flipped.
  static Hash of(Hash hash, RandomGenerator random) {
    byte[] bytes = hash.bytes();
    bytes[random.nextInt(Hash.BYTES)] ^= (byte) (1 << random.nextInt(8));
    return Hash.of(bytes);
  }

  /// `path` with one hash changed, left out, repeated, put in, or swapped with its neighbour.
  static Stream<List<Hash>> of(List<Hash> path, RandomGenerator random) {
    var inside = IntStream.range(0, path.size()).boxed().toList();
    return Stream.of(
            inside.stream().map(i -> change(path, p -> p.set(i, of(p.get(i), random)))),
            inside.stream().map(i -> change(path, p -> p.remove((int) i))),
            inside.stream().map(i -> change(path, p -> p.add(i, p.get(i)))),
            inside.stream().skip(1).map(i -> change(path, p -> Collections.swap(p, i - 1, i))),
            IntStream.rangeClosed(0, path.size())
                .mapToObj(i -> change(path, p -> p.add(i, of(Hash.EMPTY, random)))))
        .flatMap(forgeries -> forgeries);
  }

  private static List<Hash> change(List<Hash> path, Change change) {
    var changed = new ArrayList<>(path);
    change.make(changed);
    return changed;
  }

  private interface Change {
    void make(List<Hash> path);
  }
}
