package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyledger.http.ErrorCode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A reverse proxy asks whether the request that it holds may pass.
@ExtendWith(SharedNode.class)
final class ForwardAuthStory {
  private static final String PATH = "/api/v1/forward-auth";
  private static final String OURS = PATH + "?project=forward-auth";
  private static final String ANY = PATH + "?project=*";

  private final Api partner;
  private final Answer created;
  private final Api project;
  private final Api verifier;

  ForwardAuthStory(Node node) {
    this.partner = node.api();
    this.created = partner.create("forward-auth", "{}");
    this.project = partner.as(created.text("apiKey"));
    this.verifier =
        partner.as(
            partner.post("/api/v1/partner/apiKeys", "{\"kind\": \"verifier\"}").text("apiKey"));
  }

  @Test
  void aKeyOfTheProjectPasses() {
    assertPasses(project.get(OURS), created.text("apiKeyId"), "forward-auth", "project");
    assertPasses(project.get(ANY), created.text("apiKeyId"), "forward-auth", "project");
    assertPasses(
        partner.sendAnonymously(OURS, header("X-Api-Key", project.key())),
        created.text("apiKeyId"),
        "forward-auth",
        "project");
  }

  @Test
  void aPartnerKeyPassesInAProjectButNotInAny() {
    assertPasses(partner.get(OURS), partner.self().text("apiKeyId"), "forward-auth", "partner");
    refused(ErrorCode.INSUFFICIENT_SCOPE, partner.get(ANY));
  }

  @Test
  void noOtherKeyPasses() {
    refused(ErrorCode.INSUFFICIENT_SCOPE, project.get(PATH + "?project=another"));
    refused(ErrorCode.INSUFFICIENT_SCOPE, verifier.get(OURS));
    refused(ErrorCode.INSUFFICIENT_SCOPE, verifier.get(ANY));
    refused(ErrorCode.INVALID_TOKEN, partner.as(Node.newKey()).get(OURS));
    refused(ErrorCode.INVALID_TOKEN, partner.as("no key at all").get(OURS));
  }

  @Test
  void aKeyThatHasEndedDoesNotPass() {
    partner.post(Api.key("forward-auth", created.text("apiKeyId")) + "/disable");
    project.awaitSelf(401);

    refused(ErrorCode.INVALID_TOKEN, project.get(OURS));
    refused(ErrorCode.INVALID_TOKEN, partner.as(partner.createExpired("forward-auth")).get(OURS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"?a=b&project=forward-auth", "?project=forward%2Dauth", "?project=%2A"})
  void theProjectMayBeNamedInAnyForm(String query) {
    assertPasses(project.get(PATH + query), created.text("apiKeyId"), "forward-auth", "project");
  }

  @Test
  void thereIsOneCredentialAndNoMore() {
    refused(ErrorCode.CREDENTIAL_REQUIRED, partner.sendAnonymously(OURS, UnaryOperator.identity()));
    refused(
        ErrorCode.CREDENTIAL_REQUIRED,
        partner.sendAnonymously(OURS, header("Authorization", "Basic " + project.key())));
    refused(ErrorCode.CREDENTIAL_REQUIRED, project.send(OURS, header("X-Api-Key", project.key())));
    refused(
        ErrorCode.CREDENTIAL_REQUIRED,
        project.send(OURS, header("Authorization", "Bearer " + project.key())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?", "?project=", "?project=a&project=a", "?project=a%20b"})
  void theProjectMustBeNamed(String query) {
    var answer = project.get(PATH + query);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.headers().map()).doesNotContainKey("X-Keyledger-Key-Id");
  }

  @Test
  void aQueryThatCannotBeReadIsRefused() {
    try (var wire = Wire.to(URI.create(partner.base()).getPort())) {
      wire.say(
          "GET "
              + PATH
              + "?project=%zz HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer "
              + project.key()
              + "\r\n\r\n");
      assertThat(wire.hear().status()).isEqualTo(400);
    }
  }

  private static void assertPasses(Answer answer, String id, String project, String kind) {
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).isEmpty();
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.header("X-Keyledger-Key-Id")).isEqualTo(id);
    assertThat(answer.header("X-Keyledger-Project")).isEqualTo(project);
    assertThat(answer.header("X-Keyledger-Kind")).isEqualTo(kind);
  }

  private static void refused(ErrorCode code, Answer answer) {
    Refused.with(code, answer);
    assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
    assertThat(answer.headers().map()).doesNotContainKey("X-Keyledger-Key-Id");
  }

  private static UnaryOperator<HttpRequest.Builder> header(String name, String value) {
    return request -> request.header(name, value);
  }
}
