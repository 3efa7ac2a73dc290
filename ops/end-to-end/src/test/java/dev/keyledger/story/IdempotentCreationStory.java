package dev.keyledger.story;

import static dev.keyledger.story.Refused.MARKER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.keyledger.http.ErrorCode;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A client that does not know whether its creation arrived sends it again, and one key comes of
/// it.
@ExtendWith(SharedNode.class)
final class IdempotentCreationStory {
  private static final String PROJECT = "idempotent";

  private final Api api;

  IdempotentCreationStory(Node node) {
    this.api = node.api();
  }

  @Test
  void aRepeatedCreationCreatesNothing() {
    var created = create("again", "{\"name\": \"a\", \"expiresAt\": \"2127-01-01T00:00:00Z\"}");
    assertThat(created.status()).isEqualTo(200);

    for (String body :
        List.of(
            "{\"name\": \"a\", \"expiresAt\": \"2127-01-01T00:00:00Z\"}",
            "{\"expiresAt\": \"2127-01-01T05:30:00.000+05:30\", \"name\": \" a \"}")) {
      var repeated = create("again", body);
      Refused.with(ErrorCode.ALREADY_CREATED, null, repeated);
      assertThat(repeated.text("apiKeyId")).isEqualTo(created.text("apiKeyId"));
    }
    var other = create("again", "{\"name\": \"b\"}");
    Refused.with(ErrorCode.IDEMPOTENCY_KEY_REUSED, "Idempotency-Key", other);
    assertThat(other.text("apiKeyId")).isEqualTo(created.text("apiKeyId"));

    assertThat(api.as(created.text("apiKey")).self().status()).isEqualTo(200);
    assertThat(api.get(Api.key(PROJECT, created.text("apiKeyId"))).header("ETag"))
        .isEqualTo("\"0\"");
  }

  @Test
  void whoLostTheAnswerRotates() {
    create("lost", "{}");
    String id = create("lost", "{}").text("apiKeyId");

    var rotated = api.post(Api.key(PROJECT, id) + "/rotate", "{\"overlapSeconds\": 0}");

    assertThat(api.as(rotated.text("apiKey")).self().text("apiKeyId")).isEqualTo(id);
    Refused.with(ErrorCode.ALREADY_CREATED, null, create("lost", "{}"));
  }

  @Test
  void aRepeatIsKnownWhenItsExpiryHasPassed() {
    String body = "{\"expiresAt\": \"" + Instant.now().plusMillis(500) + "\"}";
    String id = create("late", body).text("apiKeyId");
    await().until(() -> api.get(Api.key(PROJECT, id)).text("status").equals("expired"));

    assertThat(create("late", body).text("apiKeyId")).isEqualTo(id);
    Refused.with(ErrorCode.ALREADY_CREATED, null, create("late", body));
    Refused.with(ErrorCode.EXPIRES_AT_IN_PAST, "expiresAt", create("later", body));
  }

  @Test
  void otherProjectsAndOtherCallersAreOtherCreations() {
    String here = create("shared", "{}").text("apiKeyId");
    var there = create("idempotent-elsewhere", "shared", "{}");

    assertThat(there.status()).isEqualTo(200);
    assertThat(there.text("apiKeyId")).isNotEqualTo(here);
  }

  @Test
  void ofAHundredAtOnceOneIsFirst() throws Exception {
    List<Callable<Answer>> requests =
        IntStream.range(0, 100)
            .<Callable<Answer>>mapToObj(_ -> () -> create("crowd", "{\"name\": \"one\"}"))
            .toList();
    var answers = AtOnce.send(requests);

    assertThat(
            answers.stream().collect(Collectors.groupingBy(Answer::status, Collectors.counting())))
        .isEqualTo(Map.of(200, 1L, 409, 99L));
    assertThat(answers)
        .extracting(answer -> answer.text("apiKeyId"))
        .containsOnly(answers.getFirst().text("apiKeyId"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", MARKER + " é"})
  void whatIsNoIdempotencyKeyIsSaid(String key) {
    Refused.with(ErrorCode.INVALID_PARAMETER, "Idempotency-Key", create(key, "{}"));
  }

  @Test
  void anIdempotencyKeyHasAtMost255Characters() {
    assertThat(create("x".repeat(255), "{}").status()).isEqualTo(200);
    Refused.with(ErrorCode.INVALID_PARAMETER, "Idempotency-Key", create("x".repeat(256), "{}"));
  }

  private Answer create(String idempotencyKey, String json) {
    return create(PROJECT, idempotencyKey, json);
  }

  private Answer create(String project, String idempotencyKey, String json) {
    return api.send(
        Api.keys(project),
        request ->
            request
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", idempotencyKey)
                .POST(BodyPublishers.ofString(json)));
  }
}
