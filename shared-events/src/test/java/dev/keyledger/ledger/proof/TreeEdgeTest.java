package dev.keyledger.ledger.proof;

import static dev.keyledger.ledger.proof.ReferenceTree.TREE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TreeEdgeTest {
  @Test
  void theRootIsRightAfterEveryLeafAndTheStoredFormGivesTheSameEdge() {
    var edge = TreeEdge.EMPTY;
    for (int size = 0; size <= 1_100; size++) {
      assertThat(edge.size()).isEqualTo(size);
      assertThat(edge.root()).as("root of %d", size).isEqualTo(TREE.root(size));
      assertThat(TreeEdge.of(size, edge.hashes())).isEqualTo(edge).hasSameHashCodeAs(edge);
      edge = edge.plus(TREE.leaves(size + 1).getLast());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {65_535, 65_536, 65_537})
  void manyLeavesAtOnce(int size) {
    assertThat(TreeEdge.EMPTY.plus(TREE.leaves(size)).root()).isEqualTo(TREE.root(size));
  }

  @RepeatedTest(50)
  void itDoesNotMatterInWhatPortionsTheLeavesCome(RepetitionInfo repetition) {
    var random = new Random(repetition.getCurrentRepetition());
    var leaves = TREE.leaves(random.nextInt(2_000));
    var edge = TreeEdge.EMPTY;
    for (int from = 0; from < leaves.size(); ) {
      int to = Math.min(leaves.size(), from + random.nextInt(400));
      edge = TreeEdge.of(edge.size(), edge.hashes()).plus(leaves.subList(from, to));
      from = to;
    }

    assertThat(edge).isEqualTo(TreeEdge.EMPTY.plus(leaves));
  }

  @Test
  void appendingLeavesTheOldEdgeAsItWas() {
    var edge = TreeEdge.EMPTY.plus(TREE.leaves(7));
    var root = edge.root();
    edge.plus(TREE.leaves(9));
    edge.hashes()[0] ^= 1;

    assertThat(edge.root()).isEqualTo(root);
    assertThat(edge.plus(List.of())).isEqualTo(edge);
  }

  @Test
  void edgesDifferInSizeAndInHashes() {
    var edge = TreeEdge.EMPTY.plus(TREE.leaves(2));

    assertThat(TreeEdge.of(4, edge.hashes())).isNotEqualTo(edge);
    assertThat(TreeEdge.of(2, Hash.EMPTY.bytes())).isNotEqualTo(edge);
    assertThat(edge).hasToString("TreeEdge[size=2, root=" + TREE.root(2) + "]");
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "0, 32", "1, 0", "1, 31", "1, 64", "3, 32", "7, 97", "4, 64"})
  void aStoredFormOfAnotherLengthIsRefused(long size, int bytes) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TreeEdge.of(size, new byte[bytes]))
        .withMessage(
            "the edge of a tree of %d leaves is %d hashes of 32 bytes, not %d bytes"
                .formatted(size, Long.bitCount(size), bytes));
  }

  @Test
  void aNegativeSizeIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TreeEdge.of(-1, new byte[64 * Hash.BYTES]))
        .withMessage("a tree has 0 leaves or more, not -1");
  }

  @Test
  void theLargestTreeHas63HashesAndIsFull() {
    var full = TreeEdge.of(Long.MAX_VALUE, new byte[63 * Hash.BYTES]);

    assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> full.plus(Hash.EMPTY));
  }
}
