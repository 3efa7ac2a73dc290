package dev.keyledger.ledger.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TileTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0, tile/0/000",
    "0, 7, tile/0/007",
    "1, 999, tile/1/999",
    "2, 1000, tile/2/x001/000",
    "0, 1234067, tile/0/x001/x234/067",
    "7, 1000000000, tile/7/x001/x000/x000/000",
    "0, 9223372036854775807, tile/0/x009/x223/x372/x036/x854/x775/807"
  })
  void aTilesPathIsThatOfTheSpecification(int level, long index, String path) {
    assertThat(new Tile(level, index).path()).isEqualTo(path);
  }

  @Test
  void aPathHasAsciiDigitsInEveryLocale() {
    var before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      assertThat(new Tile(0, 1234067).path()).isEqualTo("tile/0/x001/x234/067");
    } finally {
      Locale.setDefault(before);
    }
  }

  /// The first seven are the specification's own example.
  @ParameterizedTest
  @CsvSource({
    "70000, 0, 0, 256",
    "70000, 0, 272, 256",
    "70000, 0, 273, 112",
    "70000, 1, 0, 256",
    "70000, 1, 1, 17",
    "70000, 2, 0, 1",
    "70000, 3, 0, 0",
    "70000, 0, 274, 0",
    "70000, 0, 9223372036854775807, 0",
    "256, 0, 0, 256",
    "256, 0, 1, 0",
    "256, 1, 0, 1",
    "255, 0, 0, 255",
    "255, 1, 0, 0",
    "0, 0, 0, 0",
    "9223372036854775807, 0, 0, 256",
    "9223372036854775807, 7, 0, 127",
    "9223372036854775807, 6, 127, 255"
  })
  void aTileIsAsWideAsTheTreeLetsIt(long size, int level, long index, int width) {
    assertThat(new Tile(level, index).widthIn(size)).isEqualTo(width);
  }

  @ParameterizedTest
  @CsvSource({"-1, 0", "8, 0", "0, -1"})
  void thereAreNoOtherTiles(int level, long index) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Tile(level, index))
        .withMessage("a tile has a level of 0 to 7 and an index of 0 or more");
  }
}
