package dev.keyledger.story;

import static dev.keyledger.story.Refused.MARKER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyledger.http.ErrorCode;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What can be done with a key after its creation, as its owner sees it.
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
    awaitSelf(401, created);

    assertThat(api.post(path(created) + "/disable").header("ETag")).isEqualTo("\"1\"");
    assertThat(api.post(path(created) + "/enable").header("ETag")).isEqualTo("\"2\"");
    assertThat(api.get(path(created)).text("status")).isEqualTo("active");
    assertThat(api.get(path(created)).json().has("disabledAt")).isFalse();
    assertThat(self(created)).isEqualTo(200);
    assertThat(api.post(path(created) + "/enable").header("ETag")).isEqualTo("\"2\"");
  }

  @Test
  void aRevokedKeyHasEndedForEver() {
    var created = api.create(PROJECT, "{}");

    var revoked = api.delete(path(created) + "?reason=lost%20laptop");
    assertThat(revoked.status()).isEqualTo(200);
    assertThat(revoked.text()).isEmpty();
    awaitSelf(401, created);
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
  void anExpiredKeyCanBeNeitherExtendedNorRotated() throws InterruptedException {
    var created = api.create(PROJECT, "{\"expiresAt\": \"" + Instant.now().plusMillis(700) + "\"}");
    awaitSelf(401, created);

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
    assertThat(self(rotated)).isEqualTo(200);
    assertThat(self(created)).isEqualTo(200);

    var key = api.get(path(created));
    assertThat(key.text("prefix")).isEqualTo(rotated.text("apiKey").substring(0, 8));
    assertThat(Instant.parse(key.text("overlapEndsAt")))
        .isBetween(Instant.now().plusSeconds(86_300), Instant.now().plusSeconds(86_400));
    assertThat(api.as(created.text("apiKey")).self().text("expiresAt"))
        .isEqualTo(key.text("overlapEndsAt"));
    assertThat(api.as(rotated.text("apiKey")).self().json().has("expiresAt")).isFalse();

    Refused.with(ErrorCode.ROTATION_IN_PROGRESS, null, api.post(path(created) + "/rotate", "{}"));
    assertThat(api.post(path(created) + "/rotate/complete").header("ETag")).isEqualTo("\"2\"");
    awaitSelf(401, created);
    assertThat(self(rotated)).isEqualTo(200);
    assertThat(api.get(path(created)).json().has("overlapEndsAt")).isFalse();
    assertThat(api.post(path(created) + "/rotate/complete").header("ETag")).isEqualTo("\"2\"");
  }

  @Test
  void aLostAnswerOfARotationHarmsNobody() {
    var created = api.create(PROJECT, "{}");
    var lost = api.post(path(created) + "/rotate", "{\"overlapSeconds\": 3600}");
    String end = api.get(path(created)).text("overlapEndsAt");

    var again = api.post(path(created) + "/rotate", "{\"supersede\": true}");

    assertThat(self(again)).isEqualTo(200);
    assertThat(self(created)).isEqualTo(200);
    awaitSelf(401, lost);
    assertThat(api.get(path(created)).text("overlapEndsAt")).isEqualTo(end);
  }

  @Test
  void aRotationWithoutOverlapEndsAllOlderSecrets() {
    var first = api.create(PROJECT, "{}");
    var second = api.post(path(first) + "/rotate", "{\"overlapSeconds\": 2592000}");

    var third = api.post(path(first) + "/rotate", "{\"overlapSeconds\": 0}");

    assertThat(self(third)).isEqualTo(200);
    awaitSelf(401, first);
    awaitSelf(401, second);
  }

  @Test
  void anOverlapEndsByTheClock() {
    var created = api.create(PROJECT, "{}");
    var rotated = api.post(path(created) + "/rotate", "{\"overlapSeconds\": 1}");

    awaitSelf(401, created);
    assertThat(self(rotated)).isEqualTo(200);
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

  @ParameterizedTest
  @ValueSource(
      strings = {"\"1\"", "W/\"0\"", "\"" + MARKER + "\"", "\"00\"", "\"1\", \"2\"", "\"\""})
  void whoExpectsAnotherVersionIsRefused(String tag) {
    var created = api.create(PROJECT, "{}");

    Refused.with(ErrorCode.PRECONDITION_FAILED, "If-Match", disable(created, tag));
    assertThat(api.get(path(created)).text("status")).isEqualTo("active");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"0\"", "*", "\"7\", \"0\"", "W/\"0\" ,\"0\""})
  void whoExpectsThisVersionMayChangeIt(String tag) {
    assertThat(disable(api.create(PROJECT, "{}"), tag).status()).isEqualTo(204);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", MARKER, "\"0", "\"0\" \"1\"", "*, \"0\"", ","})
  void whatIsNoTagIsSaid(String tag) {
    Refused.with(ErrorCode.INVALID_PARAMETER, "If-Match", disable(api.create(PROJECT, "{}"), tag));
  }

  @Test
  void ifNoneMatchMeansNothing() {
    var created = api.create(PROJECT, "{}");

    assertThat(
            api.send(path(created), request -> request.header("If-None-Match", "\"0\"")).status())
        .isEqualTo(200);
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
    assertThat(self(elsewhere)).isEqualTo(200);
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

  private Answer disable(Answer created, String tag) {
    return api.send(
        path(created) + "/disable",
        request -> request.header("If-Match", tag).POST(BodyPublishers.noBody()));
  }

  private static String path(Answer created) {
    return Api.key(PROJECT, created.text("apiKeyId"));
  }

  private int self(Answer minted) {
    return api.as(minted.text("apiKey")).self().status();
  }

  /// Waits until the key of an answer is let in, or not any more: views follow a moment later, and
  /// a key that is good is not asked twice.
  private void awaitSelf(int status, Answer minted) {
    long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
    while (self(minted) != status && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertThat(self(minted)).isEqualTo(status);
  }
}
