package dev.keyledger.ledger.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WrittenTimeTest {
  private static final Instant END = Instant.parse("9999-12-31T23:59:59Z");

  @Test
  void whatAnInstantSaysOfItselfIsReadBack() {
    var random = new SplittableRandom(1);
    for (int i = 0; i < 10_000; i++) {
      var time =
          Instant.EPOCH
              .plusSeconds(random.nextLong(END.getEpochSecond()))
              .plus(random.nextLong(1_000_000), ChronoUnit.MICROS);

      assertThat(WrittenTime.parse(time.toString())).isEqualTo(time);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-26T05:00:00Z",
        "2026-11-26T05:00:00.5Z",
        "2026-11-26T05:00:00.123Z",
        "2026-02-28T23:59:59.999999Z"
      })
  void otherSpellingsAreReadAsJavaReadsThem(String text) {
    assertThat(WrittenTime.parse(text)).isEqualTo(Instant.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-02-30T05:00:00.000000Z",
        "2026-13-01T05:00:00.000000Z",
        "2026-11-26T05:61:00.000000Z",
        "2026-11-26T+5:00:00.000000Z",
        "2026-11-26T05:00:00.00000xZ",
        "2026-11-26 05:00:00.000000Z",
        "2026-02-30T05:00:00Z",
        "2026-11-26T05:00:00.123456789Z",
        "2026-11-26T05:00:00.123456000Z",
        "2026-11-26T05:00:60Z",
        "2026-11-26T23:59:60Z",
        "2026-11-26T24:00:00Z",
        "2026-11-26T05:00:00+00:00",
        "2026-11-26t05:00:00z"
      })
  void whatIsNoTimeIsRefused(String text) {
    assertThatThrownBy(() -> WrittenTime.parse(text)).isInstanceOf(DateTimeException.class);
  }
}
