package dev.keyledger.story;

import static dev.keyledger.story.Refused.MARKER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyledger.http.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What becomes of a key after its creation, as its owner sees it.
@ExtendWith(SharedNode.class)
final class LifeOfAKeyStory {
  private static final String PROJECT = "life";
  private static final String SOMEBODYS = "00000000-0000-4000-8000-00000000abcd";

  private final Api api;

  LifeOfAKeyStory(Node node) {
    this.api = node.api();
  }

  @Test
  void aKeyIsShownWithEverythingButItsSecret() {
    var created =
        api.create(
            PROJECT,
            "{\"name\": \"鍵\", \"expiresAt\": \"2127-01-01T00:00:00.000000001Z\","
                + " \"metadata\": {\"team\": \"payments\"}}");
    assertThat(created.header("ETag")).isEqualTo("\"0\"");
    assertThat(created.json().propertyNames())
        .containsExactlyInAnyOrder("name", "apiKey", "apiKeyId", "expiresAt");

    var key = api.get(path(created));

    assertThat(key.status()).isEqualTo(200);
    assertThat(key.header("ETag")).isEqualTo("\"0\"");
    assertThat(key.json().propertyNames())
        .containsExactlyInAnyOrder(
            "name",
            "apiKeyId",
            "prefix",
            "kind",
            "projectId",
            "status",
            "createdAt",
            "expiresAt",
            "metadata");
    assertThat(key.text("name")).isEqualTo("鍵");
    assertThat(key.text("kind")).isEqualTo("project");
    assertThat(key.text("projectId")).isEqualTo(PROJECT);
    assertThat(key.text("status")).isEqualTo("active");
    assertThat(key.text("expiresAt")).isEqualTo("2127-01-01T00:00:00.000000001Z");
    assertThat(key.json().required("metadata").toString()).isEqualTo("{\"team\":\"payments\"}");
  }

  @Test
  void aKeyIsStoppedAndWorksAgain() {
    var created = api.create(PROJECT, "{}");

    var disabled = api.post(path(created) + "/disable");
    assertThat(disabled.status()).as(disabled.text()).isEqualTo(204);
    assertThat(disabled.header("ETag")).isEqualTo("\"1\"");
    assertThat(api.get(path(created)).text("status")).isEqualTo("disabled");
    assertThat(api.get(path(created)).json().has("disabledAt")).isTrue();
    api.as(created.text("apiKey")).awaitSelf(401);

    assertThat(api.post(path(created) + "/disable").header("ETag")).isEqualTo("\"1\"");
    assertThat(api.post(path(created) + "/enable").header("ETag")).isEqualTo("\"2\"");
    assertThat(api.get(path(created)).text("status")).isEqualTo("active");
    assertThat(api.get(path(created)).json().has("disabledAt")).isFalse();
    assertThat(api.as(created.text("apiKey")).self().status()).isEqualTo(200);
    assertThat(api.post(path(created) + "/enable").header("ETag")).isEqualTo("\"2\"");
  }

  @Test
  void aRevokedKeyHasEndedForEver() {
    var created = api.create(PROJECT, "{}");

    var revoked = api.delete(path(created) + "?reason=lost%20laptop");
    assertThat(revoked.status()).isEqualTo(200);
    assertThat(revoked.text()).isEmpty();
    api.as(created.text("apiKey")).awaitSelf(401);
    var key = api.get(path(created));
    assertThat(key.text("status")).isEqualTo("revoked");
    assertThat(key.header("ETag")).isEqualTo("\"1\"");
    assertThat(key.json().has("revokedAt")).isTrue();

    assertThat(api.delete(path(created)).status()).isEqualTo(200);
    assertThat(api.get(path(created)).header("ETag")).isEqualTo("\"1\"");
    Refused.with(ErrorCode.KEY_REVOKED, null, api.post(path(created) + "/enable"));
    Refused.with(ErrorCode.KEY_REVOKED, null, api.post(path(created) + "/disable"));
    Refused.with(ErrorCode.KEY_REVOKED, null, api.post(path(created) + "/rotate"));
    Refused.with(ErrorCode.KEY_REVOKED, null, api.post(path(created) + "/rotate/complete"));
    Refused.with(ErrorCode.KEY_REVOKED, null, api.patch(path(created), "{\"name\": \"x\"}"));
  }

  @Test
  void aKeyOfAnotherProjectIsLikeOneThatNeverWas() {
    var elsewhere = api.create("life-elsewhere", "{}");
    for (String id :
        new String[] {elsewhere.text("apiKeyId"), SOMEBODYS, MARKER, "1", "0-0-0-0-0"}) {
      String path = Api.key(PROJECT, id);
      var answers =
          new Answer[] {
            api.get(path),
            api.patch(path, "{\"name\": \"x\"}"),
            api.post(path + "/disable"),
            api.post(path + "/enable"),
            api.post(path + "/rotate"),
            api.post(path + "/rotate/complete"),
            api.delete(path)
          };
      for (Answer answer : answers) {
        Refused.with(ErrorCode.NOT_FOUND, null, answer);
        assertThat(answer.text()).isEqualTo(answers[0].text());
      }
    }
    assertThat(api.as(elsewhere.text("apiKey")).self().status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "%20", "%00", "%E2%80%AE" + MARKER, "a&reason=b"})
  void aReasonIsATextForPeople(String reason) {
    var created = api.create(PROJECT, "{}");

    Refused.with(
        ErrorCode.INVALID_PARAMETER,
        "reason",
        api.post(path(created) + "/disable?reason=" + reason));
    assertThat(api.get(path(created)).text("status")).isEqualTo("active");
  }

  @Test
  void aReasonHasAtMost500Characters() {
    var created = api.create(PROJECT, "{}");

    assertThat(api.delete(path(created) + "?reason=" + "%F0%9F%94%91".repeat(500)).status())
        .isEqualTo(200);
    Refused.with(
        ErrorCode.INVALID_PARAMETER,
        "reason",
        api.delete(path(created) + "?reason=" + "x".repeat(501)));
  }

  private static String path(Answer created) {
    return Api.key(PROJECT, created.text("apiKeyId"));
  }
}
