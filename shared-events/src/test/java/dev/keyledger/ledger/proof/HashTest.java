package dev.keyledger.ledger.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HashTest {
  /// Computed with sha256sum.
  @Test
  void leavesAndNodesAreHashedApart() {
    byte[] text = "L123456".getBytes(StandardCharsets.US_ASCII);
    var n123 = Hash.of("N123".repeat(8).getBytes(StandardCharsets.US_ASCII));
    var n456 = Hash.of("N456".repeat(8).getBytes(StandardCharsets.US_ASCII));

    assertThat(Hash.EMPTY)
        .hasToString("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assertThat(Hash.leaf(new byte[0]))
        .hasToString("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
    assertThat(Hash.leaf(text))
        .hasToString("395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56");
    assertThat(Hash.node(n123, n456))
        .hasToString("a941b5c575d00d71161e65dfa0865bd8e4db61b6e7c3846d871ca43306b6d20e");
    assertThat(Hash.node(n456, n123)).isNotEqualTo(Hash.node(n123, n456));
  }

  @Test
  void aHashIsAValue() {
    var hash = Hash.leaf(new byte[] {1});

    assertThat(Hash.of(hash.bytes())).isEqualTo(hash).hasSameHashCodeAs(hash);
    assertThat(Hash.leaf(new byte[] {2})).isNotEqualTo(hash);
  }

  @Test
  void nobodyReachesInside() {
    byte[] given = new byte[Hash.BYTES];
    var hash = Hash.of(given);
    given[0] = 1;
    hash.bytes()[1] = 1;

    assertThat(hash.bytes()).containsOnly(0);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 31, 33, 64})
  void otherLengthsAreNoHash(int length) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Hash.of(new byte[length]))
        .withMessage("a hash is 32 bytes, not " + length);
  }
}
