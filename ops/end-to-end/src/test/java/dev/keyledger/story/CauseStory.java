package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Every event says who caused it, and a person can read it in the database.
@ExtendWith(SharedNode.class)
final class CauseStory {
  private final Node node;

  CauseStory(Node node) {
    this.node = node;
  }

  @Test
  void anEventNamesTheActingKeyAndTheRequest() {
    var api = node.api();
    var created =
        api.send(
            Api.keys("cause"),
            request ->
                request
                    .header("Content-Type", "application/json")
                    .header("X-Request-Id", "order-66")
                    .POST(BodyPublishers.ofString("{}")));

    MetaData cause = causeOf(created.text("apiKeyId"));

    assertThat(cause)
        .containsEntry("actorId", api.self().text("apiKeyId"))
        .containsEntry("actorKind", "partner")
        .containsEntry("requestId", "order-66")
        .hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00"
      })
  void anEventNamesTheTraceOfItsRequest(String traceparent) {
    assertThat(traceOf(traceparent)).isEqualTo(traceparent);
  }

  @Test
  void aTraceThatIsToldInALaterVersionIsNamedInOurs() {
    assertThat(traceOf("cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-what-will-be"))
        .isEqualTo("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a trace",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
        "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
      })
  void whatIsNoTraceCountsAsNone(String traceparent) {
    assertThat(traceOf(traceparent)).isNull();
  }

  @Test
  void ofTwoTracesNoneCounts() {
    String one = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    assertThat(traceOf(one, one)).isNull();
  }

  private @Nullable Object traceOf(String... traceparents) {
    var created =
        node.api()
            .send(
                Api.keys("cause"),
                request -> {
                  for (String traceparent : traceparents) {
                    request.header("traceparent", traceparent);
                  }
                  return request
                      .header("Content-Type", "application/json")
                      .POST(BodyPublishers.ofString("{}"));
                });
    return causeOf(created.text("apiKeyId")).get("traceparent");
  }

  @Test
  void theFirstPartnerKeyWasCausedByTheSystem() {
    assertThat(causeOf(node.api().self().text("apiKeyId")))
        .containsExactlyEntriesOf(MetaData.with("actorKind", "system"));
  }

  @Test
  void theLedgerHoldsReadableJsonUnderNamesThatAreNoClasses() {
    String id = node.api().create("cause", "{\"name\": \"鍵\"}").text("apiKeyId");

    var row =
        node.bean(JdbcClient.class)
            .sql("SELECT * FROM ledger.event WHERE aggregate_id = ?")
            .param(id)
            .query()
            .singleRow();

    assertThat(row)
        .containsEntry("payload_type", "api-key.created")
        .containsEntry("payload_revision", "1")
        .containsEntry("aggregate_type", "ApiKey")
        .containsEntry("sequence_number", 0L);
    JsonNode payload = JsonMapper.shared().readTree(String.valueOf(row.get("payload")));
    assertThat(payload.propertyNames())
        .containsExactlyInAnyOrder("apiKeyId", "kind", "projectId", "name", "prefix", "digest");
    assertThat(payload.get("name").asString()).isEqualTo("鍵");
  }

  private MetaData causeOf(String apiKeyId) {
    return node.bean(EventStore.class).readEvents(apiKeyId).next().getMetaData();
  }
}
