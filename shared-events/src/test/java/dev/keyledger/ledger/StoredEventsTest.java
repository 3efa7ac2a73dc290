package dev.keyledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyledger.events.ApiKeyCreated;
import dev.keyledger.events.ApiKeyEvent;
import dev.keyledger.events.ApiKeyId;
import dev.keyledger.events.HistoryAccepted;
import dev.keyledger.events.KeyKind;
import dev.keyledger.events.ProjectId;
import dev.keyledger.key.KeyDigest;
import dev.keyledger.key.KeyPrefix;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SimpleSerializedObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// What was once written stays readable for ever: one stored sample per event type and revision. A
/// sample is never edited; a change that cannot read it needs an upcaster.
final class StoredEventsTest {
  private static final EventSerializer SERIALIZER = new EventSerializer();

  private static final KeyDigest DIGEST =
      new KeyDigest("SHA-256", "fe049d15dbd68b9d197012a7d37ff841affae53c1874175a5fc85a084c167e76");

  /// Each sample's name, revision, and what it says.
  static final List<Sample> SAMPLES =
      List.of(
          new Sample(
              "api-key.created",
              "1",
              new ApiKeyCreated(
                  ApiKeyId.of("21fd1a8d-88d5-4295-b792-5b2113138057"),
                  KeyKind.PROJECT,
                  new ProjectId("mtKDhe1U"),
                  "test",
                  new KeyPrefix("TtgGcQFq"),
                  DIGEST,
                  Instant.parse("2027-09-10T10:11:00.123456789Z"))),
          new Sample(
              "ledger.history-accepted",
              "1",
              new HistoryAccepted(
                  2L,
                  "0e3497b3de36a8bbcdf049eeb24b17aac649322ef06d423dcc6297cdff092acf",
                  "the ledger ends at position 1, but was signed up to 2",
                  "restored the backup of Monday")));

  @ParameterizedTest
  @FieldSource("SAMPLES")
  void aStoredSampleIsRead(Sample sample) throws IOException {
    assertThat(read(sample.json(), sample.name(), sample.revision())).isEqualTo(sample.event());
  }

  @ParameterizedTest
  @FieldSource("SAMPLES")
  void theCurrentRevisionIsWrittenExactlyAsStored(Sample sample) throws IOException {
    var type = EventType.of(sample.name()).orElseThrow();
    if (type.revision().equals(sample.revision())) {
      assertThat(SERIALIZER.serialize(sample.event(), String.class).getData())
          .isEqualTo(sample.json());
    }
  }

  @Test
  void everyEventHasANameAndEveryRevisionASample() {
    assertThat(Arrays.stream(EventType.values()).<Class<?>>map(EventType::event))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    Arrays.stream(ApiKeyEvent.class.getPermittedSubclasses()),
                    Stream.of(HistoryAccepted.class))
                .toList());
    assertThat(SAMPLES)
        .extracting(sample -> sample.name() + " " + sample.revision())
        .containsAll(
            Arrays.stream(EventType.values())
                .flatMap(type ->
                    IntStream.rangeClosed(1, Integer.parseInt(type.revision()))
                        .mapToObj(revision -> type.alias() + " " + revision))
                .toList());
  }

  @Test
  void absentMembersAreNotWritten() {
    var event =
        new ApiKeyCreated(
            ApiKeyId.of("21fd1a8d-88d5-4295-b792-5b2113138057"),
            KeyKind.PARTNER,
            null,
            null,
            new KeyPrefix("TtgGcQFq"),
            DIGEST,
            null);

    String json = SERIALIZER.serialize(event, String.class).getData();

    assertThat(json).doesNotContain("null", "projectId", "name", "expiresAt");
    assertThat(read(json, "api-key.created", "1")).isEqualTo(event);
  }

  @Test
  void anUnknownMemberOfANewerRevisionIsPassedOver() throws IOException {
    var sample = SAMPLES.getFirst();
    String newer = sample.json().replaceFirst("\\{", "{\"addedLater\":true,");

    assertThat(read(newer, sample.name(), sample.revision())).isEqualTo(sample.event());
  }

  @Test
  void anUnknownEventIsAnErrorAndNotSkipped() {
    assertThatThrownBy(() -> read("{}", "api-key.vanished", "1"))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("api-key.vanished");
  }

  @Test
  void metadataIsReadBackAsText() {
    var metadata = MetaData.from(new Cause("id", "partner", "r-1").metadata());

    var stored = SERIALIZER.serialize(metadata, String.class);

    assertThat(stored.getData())
        .contains("\"actorId\":\"id\"", "\"actorKind\":\"partner\"", "\"requestId\":\"r-1\"");
    assertThat(SERIALIZER.<String, MetaData>deserialize(stored)).isEqualTo(metadata);
  }

  private static Object read(String json, String name, String revision) {
    return SERIALIZER.deserialize(new SimpleSerializedObject<>(json, String.class, name, revision));
  }

  record Sample(String name, String revision, Object event) {
    String json() throws IOException {
      String file = "/stored-events/" + name + "-" + revision + ".json";
      try (InputStream sample = StoredEventsTest.class.getResourceAsStream(file)) {
        return new String(
                Objects.requireNonNull(sample, file).readAllBytes(), StandardCharsets.UTF_8)
            .strip();
      }
    }
  }
}
