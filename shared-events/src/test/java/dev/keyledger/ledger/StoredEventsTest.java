package dev.keyledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyledger.events.ApiKeyCreated;
import dev.keyledger.events.ApiKeyDisabled;
import dev.keyledger.events.ApiKeyEnabled;
import dev.keyledger.events.ApiKeyEvent;
import dev.keyledger.events.ApiKeyExpiryChanged;
import dev.keyledger.events.ApiKeyId;
import dev.keyledger.events.ApiKeyMetadataChanged;
import dev.keyledger.events.ApiKeyRenamed;
import dev.keyledger.events.ApiKeyRevoked;
import dev.keyledger.events.ApiKeyRotated;
import dev.keyledger.events.ApiKeyRotationCompleted;
import dev.keyledger.events.HistoryAccepted;
import dev.keyledger.events.KeyKind;
import dev.keyledger.events.PartnerKeyCounted;
import dev.keyledger.events.ProjectId;
import dev.keyledger.key.KeyDigest;
import dev.keyledger.key.KeyPrefix;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
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
  /// The one of the standard's own examples.
  private static final String TRACEPARENT =
      "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  private static final EventSerializer SERIALIZER = new EventSerializer();

  private static final ApiKeyId ID = ApiKeyId.of("21fd1a8d-88d5-4295-b792-5b2113138057");

  private static final KeyDigest DIGEST =
      new KeyDigest("SHA-256", "fe049d15dbd68b9d197012a7d37ff841affae53c1874175a5fc85a084c167e76");

  /// Each sample's name, revision, and what it says.
  static final List<Sample> SAMPLES =
      List.of(
          new Sample(
              "api-key.created",
              "1",
              new ApiKeyCreated(
                  ID,
                  KeyKind.PROJECT,
                  new ProjectId("mtKDhe1U"),
                  "test",
                  new KeyPrefix("TtgGcQFq"),
                  DIGEST,
                  Instant.parse("2027-09-10T10:11:00.123456789Z"),
                  null,
                  null)),
          new Sample("api-key.renamed", "1", new ApiKeyRenamed(ID, "other")),
          new Sample(
              "api-key.expiry-changed",
              "1",
              new ApiKeyExpiryChanged(ID, Instant.parse("2027-09-10T10:11:00.123456789Z"))),
          new Sample(
              "api-key.metadata-changed",
              "1",
              new ApiKeyMetadataChanged(
                  ID, new TreeMap<>(Map.of("team", "payments", "ticket", "")))),
          new Sample("api-key.disabled", "1", new ApiKeyDisabled(ID)),
          new Sample("api-key.enabled", "1", new ApiKeyEnabled(ID)),
          new Sample(
              "api-key.rotated",
              "1",
              new ApiKeyRotated(
                  ID,
                  new KeyPrefix("AAAAAAAA"),
                  new KeyDigest(
                      "SHA-256",
                      "0e3497b3de36a8bbcdf049eeb24b17aac649322ef06d423dcc6297cdff092acf"),
                  DIGEST,
                  Instant.parse("2026-11-02T12:00:00.123456789Z"))),
          new Sample("api-key.rotation-completed", "1", new ApiKeyRotationCompleted(ID)),
          new Sample("api-key.revoked", "1", new ApiKeyRevoked(ID)),
          new Sample(
              "partner-key.counted",
              "1",
              new PartnerKeyCounted(ApiKeyId.of("21fd1a8d-88d5-4295-b792-5b2113138057"), true)),
          new Sample(
              "ledger.history-accepted",
              "1",
              new HistoryAccepted(
                  2L,
                  "0e3497b3de36a8bbcdf049eeb24b17aac649322ef06d423dcc6297cdff092acf",
                  "the ledger ends at position 1, but was signed up to 2",
                  "restored the backup of Monday")));

  /// Events without anything that they can do without.
  static final List<Sample> SPARSE =
      List.of(
          new Sample(
              "api-key.created",
              "1",
              new ApiKeyCreated(
                  ID,
                  KeyKind.PARTNER,
                  null,
                  null,
                  new KeyPrefix("TtgGcQFq"),
                  DIGEST,
                  null,
                  null,
                  null)),
          new Sample("api-key.renamed", "1", new ApiKeyRenamed(ID, null)),
          new Sample("api-key.expiry-changed", "1", new ApiKeyExpiryChanged(ID, null)),
          new Sample(
              "api-key.rotated",
              "1",
              new ApiKeyRotated(ID, new KeyPrefix("TtgGcQFq"), DIGEST, null, null)));

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
                    Stream.of(HistoryAccepted.class, PartnerKeyCounted.class))
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

  @ParameterizedTest
  @FieldSource("SPARSE")
  void absentMembersAreNotWritten(Sample sample) {
    String json = SERIALIZER.serialize(sample.event(), String.class).getData();

    assertThat(json).doesNotContain("null", "projectId", "name", "expiresAt", "metadata", "kept");
    assertThat(read(json, sample.name(), sample.revision())).isEqualTo(sample.event());
  }

  @Test
  void aCreationWithMetadataIsReadBack() {
    var event =
        new ApiKeyCreated(
            ID,
            KeyKind.PROJECT,
            new ProjectId("mtKDhe1U"),
            "test",
            new KeyPrefix("TtgGcQFq"),
            DIGEST,
            null,
            new TreeMap<>(Map.of("team", "payments", "ticket", "")),
            null);

    String json = SERIALIZER.serialize(event, String.class).getData();

    assertThat(json).endsWith(",\"metadata\":{\"team\":\"payments\",\"ticket\":\"\"}}");
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
    var metadata =
        MetaData.from(new Cause("id", "partner", "r-1", TRACEPARENT, "leaked \"тут\"").metadata());

    var stored = SERIALIZER.serialize(metadata, String.class);

    assertThat(stored.getData())
        .contains(
            "\"actorId\":\"id\"",
            "\"actorKind\":\"partner\"",
            "\"requestId\":\"r-1\"",
            "\"traceparent\":\"" + TRACEPARENT + "\"",
            "\"reason\":\"leaked \\\"тут\\\"\"");
    assertThat(SERIALIZER.<String, MetaData>deserialize(stored)).isEqualTo(metadata);
  }

  @Test
  void ofACauseOnlyWhatIsKnownIsStored() {
    assertThat(Cause.system().metadata()).containsExactly(Map.entry("actorKind", "system"));
    assertThat(new Cause("id", "partner", "r-1", null, null).metadata())
        .doesNotContainKeys("traceparent", "reason");
    assertThat(new Cause("id", "partner", "r-1", TRACEPARENT, "leaked").metadata())
        .containsOnlyKeys(Cause.NAMES);
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
