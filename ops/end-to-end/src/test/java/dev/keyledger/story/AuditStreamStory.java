package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.keyledger.http.ErrorCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Whoever wants to know what happens reads along: first what there is, then what comes.
@ExtendWith(SharedNode.class)
final class AuditStreamStory {
  private static final String STREAM = "/api/v1/auditEvents/stream";
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Node node;
  private final Api api;

  AuditStreamStory(Node node) {
    this.node = node;
    this.api = node.api();
  }

  @Test
  void firstComesWhatThereIsAndThenWhatComes() throws Exception {
    api.create("stream", "{}");
    long head = head();
    try (var stream = open(api, "", "Accept", "*/*")) {
      var past = stream.events(head);
      assertThat(past)
          .extracting(event -> event.required("id").asString())
          .containsExactlyElementsOf(
              LongStream.rangeClosed(1, head).mapToObj(Long::toString).toList());

      String id = api.create("stream", "{\"name\": \"live\"}").text("apiKeyId");

      var event = stream.next(id);
      assertThat(event.required("type").asString()).isEqualTo("api-key.created");
      assertThat(event.at("/data/event/name").asString()).isEqualTo("live");
      assertThat(event.at("/data/cause/actorKind").asString()).isEqualTo("partner");
      assertThat(event.required("source").asString()).startsWith("keyledger/");
      assertThat(stream.type()).isEqualTo("application/x-ndjson");
    }
  }

  @Test
  void itGoesOnAfterAnyPosition() throws Exception {
    api.create("stream", "{}");
    long head = head();
    try (var stream = open(api, "?after=" + (head - 1), "Accept", "*/*")) {
      assertThat(stream.events(1).getFirst().required("id").asString())
          .isEqualTo(Long.toString(head));
    }
  }

  @Test
  void onlyWhoAsksForProofSeesDigests() throws Exception {
    long before = head();
    // What such a request asked for is kept as a hash.
    String id =
        api.send(
                Api.keys("stream"),
                request ->
                    request
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", "stream")
                        .POST(BodyPublishers.ofString("{}")))
            .text("apiKeyId");

    try (var readable = open(api, "?after=" + before, "Accept", "*/*");
        var provable = open(api, "?proof=true&after=" + before, "Accept", "*/*")) {
      assertThat(readable.next(id).toString())
          .doesNotContain("digest", "SHA-256", "payload", "requestHash")
          .doesNotContainPattern("[0-9A-Fa-f]{64}");
      var event = provable.next(id);
      assertThat(event.required("payload").asString()).contains("\"digest\":{\"algorithm\"");
      assertThat(event.required("leafhash").asString()).hasSize(44);
    }
  }

  @Test
  void asServerSentEventsThePositionIsTheId() throws Exception {
    api.create("stream", "{}");
    long head = head();
    try (var stream =
        open(api, "?after=0", "Accept", "text/event-stream", "Last-Event-ID", "" + (head - 1))) {
      assertThat(stream.type()).isEqualTo("text/event-stream");
      assertThat(stream.line()).isEqualTo("id:" + head);
      assertThat(stream.line()).startsWith("data:{\"specversion\":\"1.0\",\"id\":\"" + head + "\"");
      assertThat(stream.line()).isEmpty();
    }
  }

  @Test
  void aQuietStreamShowsThatItLives() throws Exception {
    try (var lines = open(api, "?after=" + head(), "Accept", "*/*");
        var events = open(api, "?after=" + head(), "Accept", "text/event-stream")) {
      assertThat(lines.line()).isEmpty();
      assertThat(events.line()).isEqualTo(":");
    }
  }

  @Test
  void aStreamEndsWhenItsKeyDoes() throws Exception {
    var key = api.post("/api/v1/partner/apiKeys", "{\"kind\": \"partner\"}");
    try (var stream = open(api.as(key.text("apiKey")), "?after=" + head(), "Accept", "*/*")) {
      api.delete("/api/v1/partner/apiKeys/" + key.text("apiKeyId"));

      await().until(() -> stream.line() == null);
    }
  }

  @Test
  void aStreamIsOneUseOfItsKeyHoweverLongItLasts() throws Exception {
    var key = api.post("/api/v1/partner/apiKeys", "{\"kind\": \"partner\"}");
    var reader = api.as(key.text("apiKey"));
    String path = "/api/v1/partner/apiKeys/" + key.text("apiKeyId");
    try (var stream = open(reader, "?after=" + head(), "Accept", "*/*")) {
      api.post(path + "/disable");
      await().until(() -> stream.line() == null);
    }

    assertThat(reader.get(STREAM).status()).isEqualTo(401);

    await().atMost(PATIENCE).until(() -> !api.get(path + "/usage").json().isEmpty());
    await()
        .atMost(PATIENCE)
        .until(() -> api.get(path + "/usage").json().get(0).get("disabled").asInt() > 0);
    var usage = api.get(path + "/usage").json().get(0);
    assertThat(usage.get("active").asInt()).isEqualTo(1);
    assertThat(usage.get("disabled").asInt()).isEqualTo(1);
  }

  @Test
  void aKeyHasFourStreams() throws Exception {
    var key = api.post("/api/v1/partner/apiKeys", "{\"kind\": \"partner\"}").text("apiKey");
    var client = api.as(key);
    var streams = new ArrayList<Reader>();
    for (int i = 0; i < 4; i++) {
      streams.add(open(client, "?after=0", "Accept", "*/*"));
      streams.getLast().events(1);
    }

    var refused = client.get(STREAM);

    Refused.with(ErrorCode.TOO_MANY_STREAMS, refused);
    assertThat(refused.header("Retry-After")).isEqualTo("10");
    for (Reader stream : streams) {
      stream.close();
    }
    // Nothing happens in the ledger: heart-beats find out that the readers have gone.
    await()
        .atMost(PATIENCE.multipliedBy(2))
        .ignoreExceptionsInstanceOf(AssertionError.class)
        .until(() -> {
          try (var again = open(client, "", "Accept", "*/*")) {
            return !again.events(1).isEmpty();
          }
        });
  }

  @Test
  void whoIsKilledAHundredTimesHasEveryEvent() throws Exception {
    long start = head();
    long last = start;
    for (int round = 0; round < 100; round++) {
      api.create("stream", "{}");
      api.create("stream", "{}");
      try (var stream = openSoon("?after=" + last)) {
        for (JsonNode event : stream.events(1 + round % 2)) {
          assertThat(event.required("id").asString()).isEqualTo(Long.toString(++last));
        }
      }
    }
    try (var stream = openSoon("?after=" + last)) {
      for (JsonNode event : stream.events(head() - last)) {
        assertThat(event.required("id").asString()).isEqualTo(Long.toString(++last));
      }
    }
    assertThat(last).isGreaterThanOrEqualTo(start + 200);
  }

  /// A reader that was killed keeps its place until something is written to it.
  private Reader openSoon(String query) {
    return await()
        .ignoreExceptionsInstanceOf(AssertionError.class)
        .until(
            () -> {
              api.create("stream", "{}");
              return open(api, query, "Accept", "*/*");
            },
            stream -> true);
  }

  @ParameterizedTest
  @CsvSource({"after=-1, after", "after=x, after", "after=999999999999, after", "proof=7, proof"})
  void whatCannotBeIsRefusedByName(String query, String field) {
    Refused.with(ErrorCode.INVALID_PARAMETER, field, api.get(STREAM + "?" + query));
  }

  @Test
  void itIsForPartnersAndInItsOwnTypes() {
    String key = api.create("stream", "{}").text("apiKey");

    Refused.with(ErrorCode.INSUFFICIENT_SCOPE, api.as(key).get(STREAM));
    Refused.with(
        ErrorCode.NOT_ACCEPTABLE,
        api.send(STREAM, request -> request.header("Accept", "application/json")));
    assertThat(api.send(STREAM, request -> request.HEAD()).status()).isEqualTo(200);
  }

  private Reader open(Api client, String query, String... headers)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(client.base() + STREAM + query))
            .header("Authorization", "Bearer " + client.key())
            .headers(headers)
            .build();
    var answer = HTTP.send(request, BodyHandlers.ofInputStream());
    assertThat(answer.statusCode()).isEqualTo(200);
    return new Reader(answer);
  }

  private long head() {
    return node.bean(JdbcClient.class)
        .sql("SELECT position FROM ledger.head")
        .query(Long.class)
        .single();
  }

  /// Somebody who reads along.
  private static final class Reader implements AutoCloseable {
    private final HttpResponse<InputStream> answer;
    private final BufferedReader lines;

    Reader(HttpResponse<InputStream> answer) {
      this.answer = answer;
      this.lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
    }

    String type() {
      return answer.headers().firstValue("Content-Type").orElse("");
    }

    String line() {
      try {
        return lines.readLine();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    List<JsonNode> events(long count) {
      var events = new ArrayList<JsonNode>();
      while (events.size() < count) {
        String line = line();
        if (!line.isEmpty()) {
          events.add(JsonMapper.shared().readTree(line));
        }
      }
      return events;
    }

    /// The next event of this key.
    JsonNode next(String apiKeyId) {
      JsonNode event;
      do {
        event = events(1).getFirst();
      } while (!event.required("subject").asString().equals(apiKeyId));
      return event;
    }

    @Override
    public void close() throws IOException {
      answer.body().close();
    }
  }
}
