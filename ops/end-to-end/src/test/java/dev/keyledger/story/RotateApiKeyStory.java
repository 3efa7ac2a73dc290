package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyledger.http.ErrorCode;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A key gets a new secret, and its users change over.
@ExtendWith(SharedNode.class)
final class RotateApiKeyStory {
  private static final String PROJECT = "rotate";

  private final Api api;

  RotateApiKeyStory(Node node) {
    this.api = node.api();
  }

  @Test
  void aRotatedKeyHasTwoSecretsForAWhile() {
    var created = api.create(PROJECT, "{\"name\": \"two\"}");

    var rotated = api.post(path(created) + "/rotate");
    assertThat(rotated.status()).as(rotated.text()).isEqualTo(200);
    assertThat(rotated.json().propertyNames())
        .containsExactlyInAnyOrder("name", "apiKey", "apiKeyId");
    assertThat(rotated.text("apiKeyId")).isEqualTo(created.text("apiKeyId"));
    assertThat(rotated.text("apiKey")).isNotEqualTo(created.text("apiKey"));
    assertThat(rotated.header("ETag")).isEqualTo("\"1\"");
    assertThat(api.as(rotated.text("apiKey")).self().status()).isEqualTo(200);
    assertThat(api.as(created.text("apiKey")).self().status()).isEqualTo(200);

    var key = api.get(path(created));
    assertThat(key.text("prefix")).isEqualTo(rotated.text("apiKey").substring(0, 8));
    assertThat(Instant.parse(key.text("overlapEndsAt")))
        .isBetween(Instant.now().plusSeconds(86_300), Instant.now().plusSeconds(86_400));
    assertThat(api.as(created.text("apiKey")).self().text("expiresAt"))
        .isEqualTo(key.text("overlapEndsAt"));
    assertThat(api.as(rotated.text("apiKey")).self().json().has("expiresAt")).isFalse();

    Refused.with(ErrorCode.ROTATION_IN_PROGRESS, null, api.post(path(created) + "/rotate", "{}"));
    assertThat(api.post(path(created) + "/rotate/complete").header("ETag")).isEqualTo("\"2\"");
    api.as(created.text("apiKey")).awaitSelf(401);
    assertThat(api.as(rotated.text("apiKey")).self().status()).isEqualTo(200);
    assertThat(api.get(path(created)).json().has("overlapEndsAt")).isFalse();
    assertThat(api.post(path(created) + "/rotate/complete").header("ETag")).isEqualTo("\"2\"");
  }

  @Test
  void aLostAnswerOfARotationHarmsNobody() {
    var created = api.create(PROJECT, "{}");
    var lost = api.post(path(created) + "/rotate", "{\"overlapSeconds\": 3600}");
    String end = api.get(path(created)).text("overlapEndsAt");

    var again = api.post(path(created) + "/rotate", "{\"supersede\": true}");

    assertThat(api.as(again.text("apiKey")).self().status()).isEqualTo(200);
    assertThat(api.as(created.text("apiKey")).self().status()).isEqualTo(200);
    api.as(lost.text("apiKey")).awaitSelf(401);
    assertThat(api.get(path(created)).text("overlapEndsAt")).isEqualTo(end);
  }

  @Test
  void aRotationWithoutOverlapEndsAllOlderSecrets() {
    var first = api.create(PROJECT, "{}");
    var second = api.post(path(first) + "/rotate", "{\"overlapSeconds\": 2592000}");

    var third = api.post(path(first) + "/rotate", "{\"overlapSeconds\": 0}");

    assertThat(api.as(third.text("apiKey")).self().status()).isEqualTo(200);
    api.as(first.text("apiKey")).awaitSelf(401);
    api.as(second.text("apiKey")).awaitSelf(401);
  }

  @Test
  void anOverlapEndsByTheClock() {
    var created = api.create(PROJECT, "{}");
    var rotated = api.post(path(created) + "/rotate", "{\"overlapSeconds\": 1}");

    api.as(created.text("apiKey")).awaitSelf(401);
    assertThat(api.as(rotated.text("apiKey")).self().status()).isEqualTo(200);
    assertThat(api.get(path(created)).json().has("overlapEndsAt")).isFalse();
    assertThat(api.post(path(created) + "/rotate").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"overlapSeconds\": -1}                     | INVALID_OVERLAP | overlapSeconds",
        "{\"overlapSeconds\": 2592001}                | INVALID_OVERLAP | overlapSeconds",
        "{\"overlapSeconds\": 1.5}                    | WRONG_TYPE      | overlapSeconds",
        "{\"overlapSeconds\": \"1\"}                  | WRONG_TYPE      | overlapSeconds",
        "{\"overlapSeconds\": 99999999999999999999}   | WRONG_TYPE      | overlapSeconds",
        "{\"supersede\": \"mArKeR7\"}                 | WRONG_TYPE      | supersede",
        "{\"overlap\": 1}                             | UNKNOWN_MEMBER  | overlap",
        "[]                                           | MALFORMED_BODY  |"
      })
  void aRotationThatCannotBeIsRefused(String body, ErrorCode code, String field) {
    var created = api.create(PROJECT, "{}");

    Refused.with(code, field, api.post(path(created) + "/rotate", body));
    assertThat(api.get(path(created)).header("ETag")).isEqualTo("\"0\"");
  }

  private static String path(Answer created) {
    return Api.key(PROJECT, created.text("apiKeyId"));
  }
}
