package dev.keyledger.story;

import static dev.keyledger.story.Refused.MARKER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyledger.http.ErrorCode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Keys that belong to no project: those that manage keys, and those that verify them.
@Apart
final class PartnerKeysStory {
  private static final String PATH = "/api/v1/partner/apiKeys";

  @TempDir private static Path directory;

  private static OutsidePostgres postgres;
  private static Node node;
  private static Api api;

  @BeforeAll
  static void start() throws IOException {
    postgres = OutsidePostgres.start(directory.resolve("postgres"));
    node = Node.start(directory.resolve("data"), Node.newKey(), postgres.settings());
    api = node.api();
  }

  @AfterAll
  static void stop() throws IOException {
    node.close();
    postgres.close();
  }

  @Test
  void partnersMakePartnersAndVerifiers() {
    var partner = api.post(PATH, "{\"name\": \"second\"}");
    var verifier = api.post(PATH, "{\"kind\": \"verifier\", \"metadata\": {\"a\": \"b\"}}");

    assertThat(partner.status()).as(partner.text()).isEqualTo(200);
    assertThat(partner.json().propertyNames())
        .containsExactlyInAnyOrder("name", "apiKey", "apiKeyId");
    var second = api.as(partner.text("apiKey"));
    assertThat(second.self().text("kind")).isEqualTo("partner");
    assertThat(second.create("partners", "{}").status()).isEqualTo(200);
    assertThat(api.as(verifier.text("apiKey")).self().text("kind")).isEqualTo("verifier");
    Refused.with(ErrorCode.INSUFFICIENT_SCOPE, api.as(verifier.text("apiKey")).post(PATH, "{}"));

    var key = api.get(path(verifier));
    assertThat(key.text("kind")).isEqualTo("verifier");
    assertThat(key.json().has("projectId")).isFalse();
    assertThat(api.get(PATH + "?name=SECOND").json().get(0).get("apiKeyId").asString())
        .isEqualTo(partner.text("apiKeyId"));
    var page = api.get(PATH + "?limit=1");
    assertThat(page.header("Link")).startsWith("</api/v1/partner/apiKeys?limit=1&after=");

    assertThat(api.post(path(partner) + "/rotate").status()).isEqualTo(200);
    assertThat(api.post(path(partner) + "/rotate/complete").status()).isEqualTo(204);
    assertThat(api.patch(path(partner), "{\"name\": \"x\"}").status()).isEqualTo(204);
    assertThat(api.post(path(partner) + "/disable").status()).isEqualTo(204);
    assertThat(api.post(path(partner) + "/enable").status()).isEqualTo(204);
    assertThat(api.delete(path(partner)).status()).isEqualTo(200);
    assertThat(api.delete(path(verifier)).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"kind\": \"project\"}      | INVALID_KIND   | kind",
        "{\"kind\": \"mArKeR7\"}      | INVALID_KIND   | kind",
        "{\"kind\": \"Partner\"}      | INVALID_KIND   | kind",
        "{\"kind\": 1}                | WRONG_TYPE     | kind",
        "{\"projectId\": \"mArKeR7\"} | UNKNOWN_MEMBER | projectId",
        "{\"name\": \"\"}             | INVALID_NAME   | name"
      })
  void whatCannotBeCreatedIsRefused(String body, ErrorCode code, String field) {
    Refused.with(code, field, api.post(PATH, body));
  }

  @Test
  void aKindIsForPartnersAlone() {
    Refused.with(
        ErrorCode.UNKNOWN_MEMBER, "kind", api.create("partners", "{\"kind\": \"partner\"}"));
  }

  @Test
  void aKeyIsOnlyWhereItBelongs() {
    var project = api.create("partners", "{}");
    var verifier = api.post(PATH, "{\"kind\": \"verifier\"}");
    for (String path :
        List.of(
            path(project), Api.key("partners", verifier.text("apiKeyId")), PATH + "/" + MARKER)) {
      Refused.with(ErrorCode.NOT_FOUND, null, api.get(path));
      Refused.with(ErrorCode.NOT_FOUND, null, api.delete(path));
      Refused.with(ErrorCode.NOT_FOUND, null, api.post(path + "/rotate"));
    }
  }

  @Test
  void aRepeatedCreationCreatesNothing() {
    var created = createOnce("{}");
    assertThat(created.status()).isEqualTo(200);
    Refused.with(ErrorCode.ALREADY_CREATED, createOnce("{\"kind\": \"partner\"}"));
    Refused.with(ErrorCode.IDEMPOTENCY_KEY_REUSED, createOnce("{\"kind\": \"verifier\"}"));
    assertThat(api.delete(path(created)).status()).isEqualTo(200);
  }

  private static Answer createOnce(String body) {
    return api.send(
        PATH,
        request ->
            request
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "once")
                .POST(BodyPublishers.ofString(body)));
  }

  @Test
  void theLastOneStays() {
    String first = PATH + "/" + api.self().text("apiKeyId");

    Refused.with(ErrorCode.LAST_PARTNER_KEY, null, api.delete(first));
    Refused.with(ErrorCode.LAST_PARTNER_KEY, null, api.post(first + "/disable"));
    Refused.with(
        ErrorCode.LAST_PARTNER_KEY,
        null,
        api.patch(first, "{\"expiresAt\": \"2127-01-01T00:00:00Z\"}"));
    assertThat(api.patch(first, "{\"name\": \"mine\"}").status()).isEqualTo(204);
    assertThat(api.self().status()).isEqualTo(200);
  }

  @Test
  void ofTwoThatRevokeEachOtherOneStays() throws Exception {
    var keeper = api;
    for (int round = 0; round < 100; round++) {
      var rival = keeper.as(keeper.post(PATH, "{}").text("apiKey"));
      String mine = PATH + "/" + keeper.self().text("apiKeyId");
      String theirs = PATH + "/" + rival.self().text("apiKeyId");
      var holder = keeper;

      var answers = AtOnce.send(List.of(() -> holder.delete(theirs), () -> rival.delete(mine)));

      assertThat(answers).extracting(Answer::status).contains(200);
      boolean mineStays = answers.getLast().status() != 200;
      assertThat(answers.getFirst().status() == 200).isEqualTo(mineStays);
      keeper = mineStays ? keeper : rival;
      assertThat(keeper.get(PATH).json()).isNotEmpty();
    }
    api = keeper;
  }

  private static String path(Answer created) {
    return PATH + "/" + created.text("apiKeyId");
  }
}
