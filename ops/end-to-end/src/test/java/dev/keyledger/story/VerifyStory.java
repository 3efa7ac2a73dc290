package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyledger.http.ErrorCode;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A service asks whether a key is good, and may know why not.
@ExtendWith(SharedNode.class)
final class VerifyStory {
  private static final String VERIFY = "/api/v1/verify";
  private static final String BATCH = VERIFY + "/batch";
  private static final String PROJECT = "verify";

  private final Api partner;
  private final Api verifier;
  private final Answer created;

  VerifyStory(Node node) {
    this.partner = node.api();
    this.verifier =
        partner.as(
            partner.post("/api/v1/partner/apiKeys", "{\"kind\": \"verifier\"}").text("apiKey"));
    this.created =
        partner.create(PROJECT, "{\"name\": \"n\", \"expiresAt\": \"2127-01-01T00:00:00.5Z\"}");
  }

  @Test
  void aGoodKeyIsAnsweredWithAllThatIsKnownOfIt() {
    var answer = verifier.post(VERIFY, asked(created.text("apiKey"), PROJECT));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.text())
        .isEqualTo(
            ("{\"valid\":true,\"reason\":\"active\",\"apiKeyId\":\"%s\",\"kind\":\"project\","
                    + "\"projectId\":\"verify\",\"name\":\"n\","
                    + "\"expiresAt\":\"2127-01-01T00:00:00.500Z\"}")
                .formatted(created.text("apiKeyId")));
  }

  @Test
  void theReasonIsSaid() {
    String key = created.text("apiKey");
    String path = Api.key(PROJECT, created.text("apiKeyId"));

    assertReason("unknown", Node.newKey());
    assertReason("unknown", "no key at all");
    assertReason("unknown", "");
    partner.post(path + "/disable");
    partner.as(key).awaitSelf(401);
    assertReason("disabled", key);
    partner.post(path + "/enable");
    assertReason("active", key);
    partner.post(path + "/rotate", "{\"overlapSeconds\": 0}");
    partner.as(key).awaitSelf(401);
    assertReason("unknown", key);
    var other = partner.create(PROJECT, "{}");
    partner.delete(Api.key(PROJECT, other.text("apiKeyId")));
    partner.as(other.text("apiKey")).awaitSelf(401);
    assertReason("revoked", other.text("apiKey"));
    assertReason("expired", partner.createExpired(PROJECT));
  }

  @Test
  void aKeyIsForItsProjectAPartnerForAllAndAVerifierForNone() {
    assertThat(reason(created.text("apiKey"), "another")).isEqualTo("wrong_project");
    assertThat(reason(partner.key(), "another")).isEqualTo("active");
    assertThat(reason(verifier.key(), "another")).isEqualTo("wrong_project");
    assertReason("active", verifier.key());
  }

  @Test
  void aThousandKeysAreJudgedAtOnceInTheirOrder() {
    var keys =
        Stream.concat(
                Collections.nCopies(997, created.text("apiKey")).stream(),
                List.of(Node.newKey(), "no key", partner.key()).stream())
            .map(key -> asked(key, PROJECT))
            .collect(Collectors.joining(","));

    var answers = verifier.post(BATCH, "{\"apiKeys\": [" + keys + "]}").json();

    assertThat(answers.size()).isEqualTo(1000);
    assertThat(answers.get(996).required("reason").asString()).isEqualTo("active");
    assertThat(answers.get(997).required("reason").asString()).isEqualTo("unknown");
    assertThat(answers.get(998).required("reason").asString()).isEqualTo("unknown");
    assertThat(answers.get(999).required("kind").asString()).isEqualTo("partner");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|INVALID_API_KEYS|apiKey",
        "{\"apiKey\": null}|INVALID_API_KEYS|apiKey",
        "{\"apiKey\": 5}|WRONG_TYPE|apiKey",
        "{\"apiKey\": \"a\", \"projectId\": \"a b\"}|INVALID_PROJECT_ID|projectId",
        "{\"apikey\": \"a\"}|UNKNOWN_MEMBER|apikey",
        "null|MALFORMED_BODY|",
        "[|MALFORMED_BODY|",
        "{\"apiKey\": \"a\"} {}|MALFORMED_BODY|",
      })
  void aBodyThatIsNotWhatItMustBeIsRefused(String body, ErrorCode code, @Nullable String field) {
    Refused.with(code, field, verifier.post(VERIFY, body));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|INVALID_API_KEYS",
        "{\"apiKeys\": []}|INVALID_API_KEYS",
        "{\"apiKeys\": [null]}|INVALID_API_KEYS",
        "{\"apiKeys\": 5}|WRONG_TYPE",
        "{\"apiKeys\": [{\"apiKey\": 5}]}|WRONG_TYPE",
      })
  void aBatchThatIsNotWhatItMustBeIsRefused(String body, ErrorCode code) {
    Refused.with(code, "apiKeys", verifier.post(BATCH, body));
  }

  @Test
  void tooMuchIsRefused() {
    String many = String.join(",", Collections.nCopies(1001, "{\"apiKey\": \"a\"}"));
    Refused.with(
        ErrorCode.INVALID_API_KEYS,
        "apiKeys",
        verifier.post(BATCH, "{\"apiKeys\": [" + many + "]}"));
    String large = "a".repeat(128 * 1024 + 1);
    Refused.with(ErrorCode.BODY_TOO_LARGE, verifier.post(BATCH, large));
    Refused.with(ErrorCode.BODY_TOO_LARGE, verifier.post(VERIFY, large));
  }

  @Test
  void onlyPartnersAndVerifiersMayAsk() {
    for (String path : List.of(VERIFY, BATCH)) {
      Refused.with(
          ErrorCode.INSUFFICIENT_SCOPE, partner.as(created.text("apiKey")).post(path, "{}"));
      Refused.with(ErrorCode.INVALID_TOKEN, partner.as(Node.newKey()).post(path, "{}"));
    }
  }

  private void assertReason(String reason, String key) {
    assertThat(reason(key, null)).isEqualTo(reason);
  }

  private String reason(String key, @Nullable String project) {
    var answer = verifier.post(VERIFY, asked(key, project));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().required("valid").booleanValue())
        .isEqualTo(answer.text("reason").equals("active"));
    return answer.text("reason");
  }

  private static String asked(String key, @Nullable String project) {
    return project == null
        ? "{\"apiKey\": \"%s\"}".formatted(key)
        : "{\"apiKey\": \"%s\", \"projectId\": \"%s\"}".formatted(key, project);
  }
}
