package dev.keyledger.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class Rfc3339Test {
  @ParameterizedTest
  @CsvSource({
    "2027-09-10T10:11:00Z, 2027-09-10T10:11:00Z",
    "2027-09-10t10:11:00z, 2027-09-10T10:11:00Z",
    "2027-09-10T10:11:00.1Z, 2027-09-10T10:11:00.100Z",
    "2027-09-10T10:11:00.123456789Z, 2027-09-10T10:11:00.123456789Z",
    "2027-09-10T10:11:00-00:00, 2027-09-10T10:11:00Z",
    "2027-09-10T10:11:00+05:30, 2027-09-10T04:41:00Z",
    "2027-09-10T10:11:00+23:59, 2027-09-09T10:12:00Z",
    "2027-09-10T10:11:00-23:59, 2027-09-11T10:10:00Z",
    "2028-02-29T00:00:00Z, 2028-02-29T00:00:00Z",
    "9999-12-31T23:59:59.999999999Z, 9999-12-31T23:59:59.999999999Z",
    "0000-01-01T00:00:00Z, 0000-01-01T00:00:00Z"
  })
  void timesAreRead(String text, Instant instant) {
    assertThat(Rfc3339.parse(text)).hasValue(instant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "tomorrow",
        "2027-09-10",
        "2027-09-10T10:11Z",
        "2027-09-10T10:11:00",
        "2027-09-10 10:11:00Z",
        "2027-09-10T10:11:00.Z",
        "2027-09-10T10:11:00.1234567890Z",
        "2027-09-10T10:11:00,5Z",
        "2027-09-10T10:11:00+0530",
        "2027-09-10T10:11:00+24:00",
        "2027-09-10T10:11:00+05:60",
        "2027-09-10T24:00:00Z",
        "2027-09-10T10:60:00Z",
        "2027-09-10T10:11:60Z",
        "2027-02-29T00:00:00Z",
        "2027-13-01T00:00:00Z",
        "2027-00-01T00:00:00Z",
        "10000-01-01T00:00:00Z",
        "+2027-09-10T10:11:00Z",
        "9999-12-31T23:59:59-00:01",
        "2027-09-10T10:11:00Z ",
        "2027-09-10T10:11:00Z\n",
        "２０２７-09-10T10:11:00Z",
        "1789035060"
      })
  void otherTextIsNoTime(String text) {
    assertThat(Rfc3339.parse(text)).isEmpty();
  }

  @RepeatedTest(500)
  void everyTimeThatJavaWritesIsReadBack(RepetitionInfo repetition) {
    var random = new Random(repetition.getCurrentRepetition());
    var time =
        OffsetDateTime.ofInstant(
            Instant.ofEpochSecond(
                random.nextLong(0, 253_402_000_000L), random.nextInt(1_000_000_000)),
            ZoneOffset.ofTotalSeconds(60 * random.nextInt(-18 * 60, 18 * 60 + 1)));

    assertThat(
            Rfc3339.parse(
                DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.nnnnnnnnnxxx").format(time)))
        .hasValue(time.toInstant());
  }
}
