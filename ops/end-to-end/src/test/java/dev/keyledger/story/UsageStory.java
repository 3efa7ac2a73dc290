package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.keyledger.http.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// People see whether their keys are used.
@ExtendWith(SharedNode.class)
final class UsageStory {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final String PROJECT = "usage";
  private static final String VERIFY = "/api/v1/forward-auth?project=" + PROJECT;

  private final Node node;

  UsageStory(Node node) {
    this.node = node;
  }

  @Test
  void whatIsVerifiedIsCountedByDayAndOutcome() throws Exception {
    var key = create();
    var never = create();
    Instant before = Instant.now();
    var answers =
        AtOnce.send(
            IntStream.range(0, 40)
                .<Callable<Answer>>mapToObj(_ -> () -> node.api().as(secret(key)).get(VERIFY))
                .toList());
    assertThat(answers).allMatch(answer -> answer.status() == 200);
    assertThat(node.api().as(secret(key)).get(VERIFY + "-not").status()).isEqualTo(403);
    node.api().post(path(key) + "/disable");
    assertThat(node.api().as(secret(key)).get(VERIFY).status()).isEqualTo(401);
    node.api().delete(path(key));
    assertThat(node.api().as(secret(key)).get(VERIFY).status()).isEqualTo(401);
    assertThat(node.api().as(secret(key)).get(VERIFY).status()).isEqualTo(401);

    await().atMost(PATIENCE).until(() -> usage(key, "").json().size() == 1);
    await().atMost(PATIENCE).until(() -> usage(key, "").json().get(0).get("revoked").asInt() == 2);
    var day = usage(key, "").json().get(0);
    assertThat(LocalDate.parse(day.get("day").asString()))
        .isBetween(
            LocalDate.ofInstant(before, ZoneOffset.UTC),
            LocalDate.ofInstant(Instant.now(), ZoneOffset.UTC));
    assertThat(day.get("active").asInt()).isEqualTo(40);
    assertThat(day.get("wrongProject").asInt()).isEqualTo(1);
    assertThat(day.get("disabled").asInt()).isEqualTo(1);
    assertThat(day.get("expired").asInt()).isZero();

    var lastUse = Instant.parse(node.api().get(path(key)).text("lastUsedAt"));
    assertThat(lastUse).isBetween(before.minusMillis(1), Instant.now());
    assertThat(usage(never, "").json()).isEmpty();
    assertThat(node.api().get(path(never)).json().has("lastUsedAt")).isFalse();
    assertThat(node.api().list(PROJECT, "?status=revoked").json().get(0).get("lastUsedAt"))
        .isNotNull();
  }

  @Test
  void whatWasCountedBeforeAStopIsThereAfterIt(@TempDir Path place) throws IOException {
    String partner = Node.newKey();
    try (var postgres = OutsidePostgres.start(place.resolve("postgres"))) {
      String path;
      try (var first = Node.start(place.resolve("data"), partner, postgres.settings())) {
        var key = first.api().create(PROJECT, "{}");
        path = path(key);
        assertThat(first.api().as(secret(key)).get(VERIFY).status()).isEqualTo(200);
      }
      try (var second = Node.start(place.resolve("data"), partner, postgres.settings())) {
        assertThat(second.api().get(path + "/usage").json().get(0).get("active").asInt())
            .isEqualTo(1);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "?from=yesterday, from",
    "?to=2026-02-30, to",
    "?from=2026-03-02&to=2026-03-01, from",
    "?from=2020-01-01&to=2026-01-01, from"
  })
  void aRangeThatIsNoneIsRefused(String range, String parameter) {
    var answer = usage(create(), range);

    Refused.with(ErrorCode.INVALID_PARAMETER, answer);
    assertThat(answer.text("detail")).startsWith(parameter);
  }

  @Test
  void aKeyOfAnotherProjectHasNoUsage() {
    var key = create();

    Refused.with(
        ErrorCode.NOT_FOUND, node.api().get(Api.key("other", key.text("apiKeyId")) + "/usage"));
  }

  private Answer create() {
    return node.api().create(PROJECT, "{}");
  }

  private Answer usage(Answer key, String range) {
    return node.api().get(path(key) + "/usage" + range);
  }

  private static String path(Answer key) {
    return Api.key(PROJECT, key.text("apiKeyId"));
  }

  private static String secret(Answer key) {
    return key.text("apiKey");
  }
}
