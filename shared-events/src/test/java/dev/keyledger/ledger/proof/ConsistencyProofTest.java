package dev.keyledger.ledger.proof;

import static dev.keyledger.ledger.proof.ReferenceTree.TREE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConsistencyProofTest {
  private static final TileReader NO_TILES =
      tile -> {
        throw new AssertionError("nobody needs " + tile.path());
      };

  @Test
  void everySmallTreeIsProvedToHaveGrownFromEverySmallerOne() {
    for (int to = 1; to <= 40; to++) {
      for (int from = 1; from <= to; from++) {
        assertProved(from, to);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {255, 256, 257, 511, 512, 513, 767, 768, 769, 1_023, 1_024, 1_100})
  void growthFromTheBordersOfTilesAndFromElsewhereIsProved(int to) {
    IntStream.concat(
            IntStream.of(1, 2, 127, 128, 255, 256, 257, 511, 512, 513, to - 1, to),
            new Random(to).ints(20, 1, to))
        .filter(from -> from <= to)
        .forEach(from -> assertProved(from, to));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 65535",
    "65280, 65535",
    "65534, 65535",
    "256, 65536",
    "32768, 65536",
    "65535, 65536",
    "257, 65537",
    "65280, 65537",
    "65535, 65537",
    "65536, 65537"
  })
  void growthThroughThreeLevelsOfTilesIsProved(int from, int to) {
    assertProved(from, to);
  }

  private static void assertProved(int from, int to) {
    var proof = ConsistencyProof.of(from, to, TREE.tiles(to));

    assertThat(proof)
        .as("%d to %d", from, to)
        .isEqualTo(new ConsistencyProof(from, to, TREE.proof(from, to)));
    assertThat(proof.proves(TREE.root(from), TREE.root(to))).as("%d to %d", from, to).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 7, 8, 9, 13, 64, 255, 256, 257, 700, 1_100})
  void noForgedProofIsOne(int to) {
    var random = new Random(to);
    IntStream.concat(random.ints(5, 1, to), IntStream.of(Integer.highestOneBit(to - 1), to))
        .forEach(from -> assertForgeriesAreRefused(from, to, random));
  }

  private static void assertForgeriesAreRefused(int from, int to, Random random) {
    var path = TREE.proof(from, to);
    var fromRoot = TREE.root(from);
    var toRoot = TREE.root(to);

    assertThat(Forgery.of(path, random))
        .isNotEmpty()
        .allSatisfy(forged ->
            assertThat(new ConsistencyProof(from, to, forged).proves(fromRoot, toRoot)).isFalse());
    var proof = new ConsistencyProof(from, to, path);
    assertThat(proof.proves(Forgery.of(fromRoot, random), toRoot)).isFalse();
    assertThat(proof.proves(fromRoot, Forgery.of(toRoot, random))).isFalse();
    assertThat(proof.proves(TREE.root(from - 1), toRoot)).isFalse();
  }

  @Test
  void aTreeThatWasRewrittenIsNoLaterState() {
    var random = new Random(3);
    for (int changed = 0; changed < 9; changed++) {
      var rewritten = new ArrayList<>(TREE.leaves(13));
      rewritten.set(changed, Forgery.of(rewritten.get(changed), random));
      var other = new ReferenceTree(rewritten);

      var proof = ConsistencyProof.of(9, 13, other.tiles(13));

      assertThat(proof.proves(TREE.root(9), other.root(13))).isFalse();
      assertThat(proof.proves(other.root(9), other.root(13))).isTrue();
    }
  }

  /// A path tells the sizes by nothing but its turns, and by whether it has a first hash of its
  /// own.
  @Test
  void aPathProvesOnlySizesForWhichItTakesTheSameTurns() {
    for (int to = 1; to <= 12; to++) {
      for (int from = 1; from <= to; from++) {
        assertProvesOnlyItsTurns(from, to);
      }
    }
  }

  private static void assertProvesOnlyItsTurns(int from, int to) {
    var path = TREE.proof(from, to);
    var fromRoot = TREE.root(from);
    var toRoot = TREE.root(to);
    for (int otherTo = 0; otherTo <= 25; otherTo++) {
      for (int other = 0; other <= otherTo + 1; other++) {
        boolean same = turns(other, otherTo).equals(turns(from, to));
        var claim = new ConsistencyProof(other, otherTo, path);
        assertThat(claim.proves(fromRoot, toRoot)).as("%s", claim).isEqualTo(same);
      }
    }
  }

  /// Left and right, from the later root down to the earlier state's last subtree.
  private static String turns(int from, int to) {
    if (from < 1 || from > to) {
      return "nowhere";
    }
    if (from == to) {
      return "";
    }
    int k = ReferenceTree.split(to);
    return from <= k ? "l" + turns(from, k) : "r" + turns(from - k, to - k);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 300, Long.MAX_VALUE})
  void everythingGrewFromNothing(long to) {
    var proof = ConsistencyProof.of(0, to, NO_TILES);
    var toRoot = to == 0 ? Hash.EMPTY : TREE.root(1);

    assertThat(proof.path()).isEmpty();
    assertThat(proof.proves(Hash.EMPTY, toRoot)).isTrue();
    assertThat(proof.proves(TREE.root(1), toRoot)).isFalse();
    assertThat(new ConsistencyProof(0, to, List.of(toRoot)).proves(Hash.EMPTY, toRoot)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 6, 256, Long.MAX_VALUE})
  void whatDidNotGrowNeedsNoHashes(long size) {
    var proof = ConsistencyProof.of(size, size, NO_TILES);

    assertThat(proof.path()).isEmpty();
    assertThat(proof.proves(Hash.EMPTY, Hash.EMPTY)).isTrue();
    assertThat(proof.proves(Hash.EMPTY, TREE.root(6))).isFalse();
    assertThat(proof.proves(TREE.root(6), Hash.EMPTY)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 5",
    "6, 5",
    "-2, -1",
    "-1, -1",
    "1, 0",
    "0, -1",
    "-9223372036854775808, 9223372036854775807",
    "9223372036854775807, -9223372036854775808"
  })
  void noTreeShrinks(long from, long to) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConsistencyProof.of(from, to, NO_TILES))
        .withMessage("a tree of %d leaves is no earlier state of one of %d".formatted(from, to));
    assertThat(new ConsistencyProof(from, to, List.of()).proves(Hash.EMPTY, Hash.EMPTY)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"3, 8", "4, 8", "5, 9223372036854775807", "4611686018427387904, 9223372036854775807"})
  void anEndlessPathIsNoProof(long from, long to) {
    var path = Collections.nCopies(100, Hash.EMPTY);

    assertThat(new ConsistencyProof(from, to, path).proves(Hash.EMPTY, Hash.EMPTY)).isFalse();
  }
}
