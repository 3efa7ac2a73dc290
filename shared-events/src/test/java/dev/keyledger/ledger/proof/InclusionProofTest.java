package dev.keyledger.ledger.proof;

import static dev.keyledger.ledger.proof.ReferenceTree.TREE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class InclusionProofTest {
  @Test
  void everyLeafOfEverySmallTreeIsProved() {
    for (int size = 1; size <= 40; size++) {
      for (int index = 0; index < size; index++) {
        assertProved(index, size);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {255, 256, 257, 511, 512, 513, 767, 768, 769, 1_023, 1_024, 1_100})
  void leavesAtTheBordersOfTilesAndElsewhereAreProved(int size) {
    IntStream.concat(
            IntStream.of(0, 1, 127, 128, 254, 255, 256, 257, 511, 512, size - 2, size - 1),
            new Random(size).ints(20, 0, size))
        .filter(index -> index < size)
        .forEach(index -> assertProved(index, size));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 65535",
    "65279, 65535",
    "65280, 65535",
    "65534, 65535",
    "0, 65536",
    "32768, 65536",
    "65535, 65536",
    "0, 65537",
    "65535, 65537",
    "65536, 65537"
  })
  void leavesOfATreeOfThreeLevelsOfTilesAreProved(int index, int size) {
    assertProved(index, size);
  }

  private static void assertProved(int index, int size) {
    var proof = InclusionProof.of(index, size, TREE.tiles(size));

    assertThat(proof)
        .as("%d of %d", index, size)
        .isEqualTo(new InclusionProof(index, size, TREE.path(index, size)));
    assertThat(proof.proves(leaf(index), TREE.root(size))).as("%d of %d", index, size).isTrue();
  }

  @Test
  void tilesThatHaveGrownSinceGiveTheSameProof() {
    assertThat(InclusionProof.of(259, 300, TREE.tiles(1_000)))
        .isEqualTo(InclusionProof.of(259, 300, TREE.tiles(300)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 6, 7, 8, 13, 64, 255, 256, 257, 700, 1_100})
  void noForgedProofIsOne(int size) {
    var random = new Random(size);
    random
        .ints(5, 0, size)
        .forEach(index -> {
          var path = TREE.path(index, size);
          var root = TREE.root(size);

          assertThat(Forgery.of(path, random))
              .isNotEmpty()
              .allSatisfy(forged ->
                  assertThat(new InclusionProof(index, size, forged).proves(leaf(index), root))
                      .isFalse());
          var proof = new InclusionProof(index, size, path);
          assertThat(proof.proves(Forgery.of(leaf(index), random), root)).isFalse();
          assertThat(proof.proves(leaf(index), Forgery.of(root, random))).isFalse();
        });
  }

  /// A path tells its leaf's index and the tree's size by nothing but its turns.
  @Test
  void aPathProvesNoOtherIndexAndOnlySizesInWhichItTakesTheSameTurns() {
    for (int size = 1; size <= 12; size++) {
      for (int index = 0; index < size; index++) {
        assertProvesOnlyItsTurns(index, size);
      }
    }
  }

  private static void assertProvesOnlyItsTurns(int index, int size) {
    var path = TREE.path(index, size);
    var root = TREE.root(size);
    for (int otherSize = 0; otherSize <= 25; otherSize++) {
      for (int other = -1; other <= otherSize; other++) {
        boolean same = turns(other, otherSize).equals(turns(index, size));
        var claim = new InclusionProof(other, otherSize, path);
        assertThat(claim.proves(leaf(index), root)).as("%s", claim).isEqualTo(same);
      }
    }
  }

  /// Left and right, from the root down to the leaf; a word where there is no such leaf.
  private static String turns(int index, int size) {
    if (index < 0 || index >= size) {
      return "nowhere";
    }
    if (size == 1) {
      return "";
    }
    int k = ReferenceTree.split(size);
    return index < k ? "l" + turns(index, k) : "r" + turns(index - k, size - k);
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 5",
    "5, 5",
    "6, 5",
    "0, 0",
    "0, -1",
    "-1, -1",
    "-2, -1",
    "-9223372036854775808, 9223372036854775807",
    "9223372036854775807, 9223372036854775807",
    "0, -9223372036854775808"
  })
  void thereIsNoSuchLeaf(long index, long size) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> InclusionProof.of(index, size, TREE.tiles(5)))
        .withMessage("a tree of %d leaves has no leaf at index %d".formatted(size, index));
    assertThat(new InclusionProof(index, size, List.of()).proves(leaf(0), leaf(0))).isFalse();
  }

  @Test
  void anEndlessPathIsNoProof() {
    var path = Collections.nCopies(100, Hash.EMPTY);

    assertThat(new InclusionProof(0, 8, path).proves(leaf(0), TREE.root(8))).isFalse();
    assertThat(new InclusionProof(5, Long.MAX_VALUE, path).proves(leaf(0), TREE.root(8))).isFalse();
  }

  @Test
  void aTileThatLacksHashesIsNamed() {
    assertThatIllegalStateException()
        .isThrownBy(() -> InclusionProof.of(0, 300, TREE.tiles(280)))
        .withMessage("tile/0/001 has 24 hashes, and 32 are needed");
  }

  private static Hash leaf(int index) {
    return TREE.leaves(index + 1).getLast();
  }
}
