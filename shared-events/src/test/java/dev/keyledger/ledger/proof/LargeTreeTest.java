package dev.keyledger.ledger.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Trees of any size, made of equal leaves: all complete subtrees of one height are equal then.
final class LargeTreeTest {
  private static final List<Hash> COMPLETE =
      Stream.iterate(Hash.leaf(new byte[0]), hash -> Hash.node(hash, hash)).limit(63).toList();

  private final Set<Tile> read = new HashSet<>();
  private int reads;

  @BeforeEach
  void nothingIsReadYet() {
    read.clear();
    reads = 0;
  }

  @ParameterizedTest
  @ValueSource(longs = {1_000_000, 16_777_216, (1L << 40) - 1, 1L << 62, Long.MAX_VALUE})
  void aProofReadsNoTileTwiceAndAtMostTwoOnEachLevel(long size) {
    var random = new Random(size);
    LongStream.concat(LongStream.of(0, size / 2, size - 1), random.longs(5, 0, size))
        .forEach(index -> {
          assertInclusionIsProved(index, size);
          assertGrowthIsProved(index + 1, size);
        });
  }

  private void assertInclusionIsProved(long index, long size) {
    nothingIsReadYet();
    var proof = InclusionProof.of(index, size, tiles(size));

    assertThat(proof.proves(COMPLETE.getFirst(), root(size))).isTrue();
    assertFewReads(size);
  }

  private void assertGrowthIsProved(long from, long to) {
    nothingIsReadYet();
    var proof = ConsistencyProof.of(from, to, tiles(to));

    assertThat(proof.proves(root(from), root(to))).isTrue();
    assertFewReads(to);
  }

  /// For a million leaves: six.
  private void assertFewReads(long size) {
    int levels = (Long.SIZE - Long.numberOfLeadingZeros(size) + 7) / Tile.HEIGHT;
    assertThat(reads).isEqualTo(read.size()).isLessThanOrEqualTo(2 * levels);
  }

  private TileReader tiles(long size) {
    return tile -> {
      reads++;
      read.add(tile);
      return Collections.nCopies(tile.widthIn(size), COMPLETE.get(Tile.HEIGHT * tile.level()));
    };
  }

  private static Hash root(long size) {
    var hashes = new ByteArrayOutputStream();
    IntStream.iterate(62, height -> height >= 0, height -> height - 1)
        .filter(height -> ((size >> height) & 1) == 1)
        .forEach(height -> hashes.writeBytes(COMPLETE.get(height).bytes()));
    return TreeEdge.of(size, hashes.toByteArray()).root();
  }
}
