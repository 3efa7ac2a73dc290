package dev.keyledger.story;

import static dev.keyledger.story.Refused.MARKER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyledger.http.ErrorCode;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a merge patch does to a key.
@ExtendWith(SharedNode.class)
final class UpdateApiKeyStory {
  private static final String PROJECT = "update";

  private final Api api;

  UpdateApiKeyStory(Node node) {
    this.api = node.api();
  }

  @Test
  void aPatchChangesWhatItNames() {
    var created =
        api.create(PROJECT, "{\"name\": \"old\", \"metadata\": {\"a\": \"1\", \"b\": \"2\"}}");

    var patched =
        api.patch(
            path(created),
            "{\"name\": \"new\", \"expiresAt\": \"2127-01-01T00:00:00Z\","
                + " \"metadata\": {\"a\": null, \"c\": \"3\"}}");

    assertThat(patched.status()).as(patched.text()).isEqualTo(204);
    assertThat(patched.header("ETag")).isEqualTo("\"3\"");
    var key = api.get(path(created));
    assertThat(key.header("ETag")).isEqualTo("\"3\"");
    assertThat(key.text("name")).isEqualTo("new");
    assertThat(key.text("expiresAt")).isEqualTo("2127-01-01T00:00:00Z");
    assertThat(key.json().required("metadata").toString()).isEqualTo("{\"b\":\"2\",\"c\":\"3\"}");

    assertThat(api.patch(path(created), "{\"metadata\": null, \"name\": null}").status())
        .isEqualTo(204);
    key = api.get(path(created));
    assertThat(key.json().propertyNames()).doesNotContain("name", "metadata");
    assertThat(key.text("expiresAt")).isEqualTo("2127-01-01T00:00:00Z");

    assertThat(api.patch(path(created), "{\"expiresAt\": null}").status()).isEqualTo(204);
    assertThat(api.get(path(created)).json().has("expiresAt")).isFalse();
    assertThat(api.patch(path(created), "{}").header("ETag")).isEqualTo("\"6\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"name\": \"\"}                              | INVALID_NAME       | name",
        "{\"name\": 1}                                 | WRONG_TYPE         | name",
        "{\"expiresAt\": \"mArKeR7\"}                  | INVALID_EXPIRES_AT | expiresAt",
        "{\"expiresAt\": \"2020-01-01T00:00:00Z\"}     | EXPIRES_AT_IN_PAST | expiresAt",
        "{\"metadata\": \"mArKeR7\"}                   | WRONG_TYPE         | metadata",
        "{\"metadata\": {\"mArKeR7\": 1}}              | WRONG_TYPE         | metadata",
        "{\"metadata\": {\"mArKeR7\": {}}}             | WRONG_TYPE         | metadata",
        "{\"metadata\": {\"\": \"mArKeR7\"}}           | INVALID_METADATA   | metadata",
        "{\"metadata\": {\"mArKeR7\": \"\\u0007\"}}    | INVALID_METADATA   | metadata",
        "{\"status\": \"mArKeR7\"}                     | UNKNOWN_MEMBER     | status",
        "{\"apiKeyId\": \"mArKeR7\"}                   | UNKNOWN_MEMBER     | apiKeyId",
        "{\"name\": \"a\", \"name\": \"mArKeR7\"}      | MALFORMED_BODY     |",
        "mArKeR7                                       | MALFORMED_BODY     |"
      })
  void aPatchThatCannotBeIsRefused(String patch, ErrorCode code, String field) {
    var created = api.create(PROJECT, "{}");

    Refused.with(code, field, api.patch(path(created), patch));
    assertThat(api.get(path(created)).header("ETag")).isEqualTo("\"0\"");
  }

  @Test
  void metadataIsMeasuredAsItWillBe() {
    var created = api.create(PROJECT, "{\"metadata\": {\"a\": \"" + "x".repeat(1023) + "\"}}");
    assertThat(created.status()).isEqualTo(200);

    Refused.with(
        ErrorCode.INVALID_METADATA,
        "metadata",
        api.patch(path(created), "{\"metadata\": {\"b\": \"\"}}"));
    assertThat(api.patch(path(created), "{\"metadata\": {\"b\": \"\", \"a\": \"x\"}}").status())
        .isEqualTo(204);
    Refused.with(
        ErrorCode.INVALID_METADATA,
        "metadata",
        api.create(PROJECT, "{\"metadata\": {\"a\": null}}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "text/plain", "application/" + MARKER})
  void aPatchIsAMergePatch(String type) {
    var created = api.create(PROJECT, "{}");

    var refused =
        api.send(
            path(created),
            request ->
                request
                    .header("Content-Type", type)
                    .method("PATCH", BodyPublishers.ofString("{}")));

    Refused.with(ErrorCode.UNSUPPORTED_MEDIA_TYPE, null, refused);
    assertThat(refused.header("Accept-Patch")).isEqualTo("application/merge-patch+json");
  }

  @Test
  void anExpiredKeyCanBeNeitherExtendedNorRotated() {
    var created = api.create(PROJECT, "{\"expiresAt\": \"" + Instant.now().plusMillis(700) + "\"}");
    api.as(created.text("apiKey")).awaitSelf(401);

    assertThat(api.get(path(created)).text("status")).isEqualTo("expired");
    Refused.with(
        ErrorCode.KEY_EXPIRED,
        null,
        api.patch(path(created), "{\"expiresAt\": \"2127-01-01T00:00:00Z\"}"));
    Refused.with(ErrorCode.KEY_EXPIRED, null, api.patch(path(created), "{\"expiresAt\": null}"));
    Refused.with(ErrorCode.KEY_EXPIRED, null, api.post(path(created) + "/rotate"));
    assertThat(api.patch(path(created), "{\"name\": \"late\"}").status()).isEqualTo(204);
    assertThat(api.delete(path(created)).status()).isEqualTo(200);
  }

  private static String path(Answer created) {
    return Api.key(PROJECT, created.text("apiKeyId"));
  }
}
