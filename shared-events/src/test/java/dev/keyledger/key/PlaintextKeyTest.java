package dev.keyledger.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

final class PlaintextKeyTest {
  private static final String KEY = "TtgGcQFq.s3fzROFoop8uHG4pS2LYhoqn1rLb6oW6";

  @SuppressWarnings("UnusedVariable") // the seeds of the properties below
  private static final long[] SEEDS = LongStream.range(0, 500).toArray();

  @ParameterizedTest
  @FieldSource("SEEDS")
  void aMintedKeyHasTheShapeOfAKeyAndItsChecksum(long seed) {
    var key = PlaintextKey.mint(new Random(seed));

    assertThat(key.reveal()).matches("[0-9A-Za-z]{8}\\.[0-9A-Za-z]{32}");
    assertThat(hasChecksum(key.reveal())).isTrue();
    assertThat(key.prefix().value()).isEqualTo(key.reveal().substring(0, 8));
  }

  @ParameterizedTest
  @FieldSource("SEEDS")
  void aKeyIsReadBackAsItself(long seed) {
    var key = PlaintextKey.mint(new Random(seed));

    assertThat(PlaintextKey.parse(key.reveal()))
        .hasValueSatisfying(read -> assertThat(read.digest()).isEqualTo(key.digest()));
  }

  @ParameterizedTest
  @FieldSource("SEEDS")
  void everySingleChangedCharacterIsSeenInTheChecksumAndInTheDigest(long seed) {
    var random = new Random(seed);
    var key = PlaintextKey.mint(random);
    int at = random.ints(0, 41).filter(i -> i != KeyPrefix.LENGTH).findFirst().orElseThrow();
    char other = key.reveal().charAt(at) == 'x' ? 'y' : 'x';
    String changed = key.reveal().substring(0, at) + other + key.reveal().substring(at + 1);

    assertThat(PlaintextKey.parse(changed))
        .hasValueSatisfying(read -> {
          assertThat(hasChecksum(read.reveal())).isFalse();
          assertThat(read.digest()).isNotEqualTo(key.digest());
        });
  }

  /// The checksums were computed with zlib's CRC-32.
  @ParameterizedTest
  @CsvSource({
    "0, 00000000.000000000000000000000000002uutdl",
    "10, AAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAAAA3lbUyf",
    "61, zzzzzzzz.zzzzzzzzzzzzzzzzzzzzzzzzzz4N66v1",
    "62, 00000000.000000000000000000000000002uutdl"
  })
  void aKnownThrowOfTheDiceMintsAKnownKey(byte thrown, String key) {
    var loaded =
        new Random() {
          @Override
          public void nextBytes(byte[] bytes) {
            Arrays.fill(bytes, thrown);
          }
        };

    assertThat(PlaintextKey.mint(loaded).reveal()).isEqualTo(key);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 000000",
    "9, 000009",
    "10, 00000A",
    "35, 00000Z",
    "36, 00000a",
    "61, 00000z",
    "62, 000010",
    "4294967295, 4gfFC3"
  })
  void numbersAreWrittenMostSignificantDigitFirst(long value, String digits) {
    assertThat(Base62.encode(value, 6)).isEqualTo(digits);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "TtgGcQFqs3fzROFoop8uHG4pS2LYhoqn1rLb6oW6",
        "TtgGcQF.qs3fzROFoop8uHG4pS2LYhoqn1rLb6oW6",
        "TtgGcQFq.s3fzROFoop8uHG4pS2LYhoqn1rLb6oW6x",
        "TtgGcQFq.s3fzROFoop8uHG4pS2LYhoqn1rLb6oW",
        "TtgGcQFq-s3fzROFoop8uHG4pS2LYhoqn1rLb6oW6",
        "TtgGcQFq.s3fzROFoop8uHG4pS2LYhoqn1rLb6oW_",
        " tgGcQFq.s3fzROFoop8uHG4pS2LYhoqn1rLb6oW6",
        "ttgGcQFq.s3fzROFoop8uHG4pS2LYhoqn1rLb6o６",
        "TtgGcQFq.s3fzROFoop8uHG4pS2LYhoqn1rLb6oW\u0000"
      })
  void otherTextIsNoKey(String text) {
    assertThat(PlaintextKey.parse(text)).isEmpty();
  }

  @Test
  void aKeyWithAWrongChecksumIsAKeyAllTheSame() {
    var key = PlaintextKey.parse(KEY).orElseThrow();

    assertThat(hasChecksum(KEY)).isFalse();
    assertThat(key.prefix()).isEqualTo(new KeyPrefix("TtgGcQFq"));
  }

  @Test
  void theDigestIsSha256OverAll41Characters() {
    var digest = PlaintextKey.parse(KEY).orElseThrow().digest();

    // printf %s "$KEY" | sha256sum
    assertThat(digest)
        .isEqualTo(
            new KeyDigest(
                "SHA-256", "fe049d15dbd68b9d197012a7d37ff841affae53c1874175a5fc85a084c167e76"));
    assertThat(HexFormat.of().formatHex(digest.bytes())).isEqualTo(digest.hex());
  }

  @Test
  void aKeyPrintsAsStarsAndOffersNothingToASerializer() {
    var key = PlaintextKey.mint(new SecureRandom());

    assertThat(key).hasToString("********");
    assertThat("" + key).doesNotContain(key.reveal());
    assertThat(JsonMapper.shared().writeValueAsString(key)).isEqualTo("{}");
    assertThat(Serializable.class.isAssignableFrom(PlaintextKey.class)).isFalse();
  }

  @Test
  void everyDigitIsEquallyLikely() {
    var text = Base62.random(new Random(42), 620_000);

    var counts = new int[128];
    text.chars().forEach(c -> counts[c]++);

    // Each count is binomial with mean 10,000 and a standard deviation below 100.
    IntStream.range(0, 128)
        .filter(c -> Base62.areDigits(new byte[] {(byte) c}, 0, 1))
        .forEach(c -> assertThat(counts[c]).isCloseTo(10_000, within(600)));
  }

  private static boolean hasChecksum(String key) {
    var crc = new CRC32();
    crc.update(key.substring(0, 35).getBytes(StandardCharsets.US_ASCII));
    return key.substring(35).equals(Base62.encode(crc.getValue(), 6));
  }
}
