package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyledger.http.ErrorCode;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.oauth2.core.OAuth2TokenIntrospectionClaimNames;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.SpringOpaqueTokenIntrospector;

/// A resource server asks whether a key is good, by OAuth 2.0 token introspection.
@ExtendWith(SharedNode.class)
final class IntrospectionStory {
  private static final String PATH = "/api/v1/introspect";
  private static final String PROJECT = "introspection";

  private final Api partner;
  private final Api verifier;

  IntrospectionStory(Node node) {
    this.partner = node.api();
    this.verifier =
        partner.as(
            partner.post("/api/v1/partner/apiKeys", "{\"kind\": \"verifier\"}").text("apiKey"));
  }

  @Test
  void allThatIsKnownOfAGoodKeyIsAnswered() {
    var before = Instant.now();
    var created =
        partner.create(
            PROJECT,
            "{\"name\": \"größer\", \"expiresAt\": \"2127-01-01T00:00:00.999Z\","
                + " \"metadata\": {\"team\": \"a\"}}");

    var answer = introspect(verifier, created.text("apiKey"));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.header("X-Request-Id")).isNotEmpty();
    String id = created.text("apiKeyId");
    assertThat(answer.text())
        .startsWith(
            "{\"active\":true,\"sub\":\"%s\",\"client_id\":\"%s\",\"scope\":\"project:%s\","
                    .formatted(id, id, PROJECT)
                + "\"token_type\":\"Bearer\",\"iat\":")
        .endsWith(
            "\"exp\":%d,\"kind\":\"project\",\"project_id\":\"%s\",\"key_name\":\"größer\",\"metadata\":{\"team\":\"a\"}}"
                .formatted(Instant.parse("2127-01-01T00:00:00Z").getEpochSecond(), PROJECT));
    assertThat(Long.parseLong(answer.text().replaceFirst(".*\"iat\":(\\d+).*", "$1")))
        .isBetween(before.getEpochSecond() - 1, Instant.now().getEpochSecond());
  }

  @Test
  void theIssuerIsWhomTheOperatorNames(@TempDir Path directory) {
    var settings = Map.of("keyledger.verification.issuer", "https://keys.example.com");
    try (var node = Node.start(directory, Node.newKey(), settings)) {
      assertThat(introspect(node.api(), node.partnerKey()).text())
          .contains("\"iss\":\"https://keys.example.com\"");
    }
  }

  @Test
  void ofAKeyThatIsNotGoodNothingMoreIsAnswered() {
    var revoked = partner.create(PROJECT, "{}");
    partner.delete(Api.key(PROJECT, revoked.text("apiKeyId")));
    var disabled = partner.create(PROJECT, "{}");
    partner.post(Api.key(PROJECT, disabled.text("apiKeyId")) + "/disable");

    for (String key :
        List.of(
            revoked.text("apiKey"),
            disabled.text("apiKey"),
            partner.createExpired(PROJECT),
            Node.newKey(),
            "not a key",
            "",
            "é")) {
      var answer = introspect(verifier, key);
      // Views follow within milliseconds; what was answered is known to a "no".
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.text()).isEqualTo("{\"active\":false}");
    }
  }

  @Test
  void aKeyWorksFromTheMomentItsCreationIsAnswered() {
    for (int i = 0; i < 50; i++) {
      var created = partner.create(PROJECT, "{}");
      assertThat(introspect(verifier, created.text("apiKey")).text()).contains("\"active\":true");
    }
  }

  @Test
  void springsOwnIntrospectorUnderstandsTheAnswers() {
    var spring =
        SpringOpaqueTokenIntrospector.withIntrospectionUri(verifier.base() + PATH)
            .clientId("any name")
            .clientSecret(verifier.key())
            .build();
    var created = partner.create(PROJECT, "{}");

    var principal = spring.introspect(created.text("apiKey"));

    assertThat(principal.getAttributes())
        .containsEntry(OAuth2TokenIntrospectionClaimNames.SUB, created.text("apiKeyId"));
    assertThat(principal.getAuthorities())
        .extracting(authority -> Objects.toString(authority.getAuthority()))
        .contains("SCOPE_project:" + PROJECT);
    assertThatThrownBy(() -> spring.introspect(Node.newKey()))
        .isInstanceOf(BadOpaqueTokenException.class);
  }

  @Test
  void partnersAndVerifiersMayAskAndAreToldApart() {
    assertThat(introspect(partner, verifier.key()).text())
        .contains("\"scope\":\"verifier\"")
        .doesNotContain("project_id");
    assertThat(introspect(verifier, partner.key()).text()).contains("\"scope\":\"partner\"");
    String basic =
        Base64.getEncoder()
            .encodeToString((":" + verifier.key()).getBytes(StandardCharsets.US_ASCII));
    assertThat(introspectAs("Basic " + basic, partner.key()).status()).isEqualTo(200);
  }

  @Test
  void nobodyElseMayAsk() {
    var project = partner.create(PROJECT, "{}").text("apiKey");

    Refused.with(ErrorCode.INSUFFICIENT_SCOPE, introspect(partner.as(project), partner.key()));
    Refused.with(ErrorCode.INVALID_TOKEN, introspect(partner.as(Node.newKey()), partner.key()));
    Refused.with(ErrorCode.INVALID_TOKEN, introspectAs("Basic !", partner.key()));
    Refused.with(ErrorCode.CREDENTIAL_REQUIRED, introspectAs("Digest x", partner.key()));
    var anonymous = partner.sendAnonymously(PATH, request -> request.POST(BodyPublishers.noBody()));
    Refused.with(ErrorCode.CREDENTIAL_REQUIRED, anonymous);
    assertThat(anonymous.header("WWW-Authenticate")).isEqualTo("Bearer");
    var twice =
        verifier.send(
            PATH,
            request ->
                request
                    .header("Authorization", "Bearer " + verifier.key())
                    .POST(BodyPublishers.noBody()));
    Refused.with(ErrorCode.MULTIPLE_CREDENTIALS, twice);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "token_type_hint=x", "token=a&token=b"})
  void theTokenMustBeThereOnce(String form) {
    Refused.with(ErrorCode.INVALID_PARAMETER, post(PATH, form));
  }

  @Test
  void aRequestThatIsNotAFormIsRefused() {
    Refused.with(ErrorCode.INVALID_PARAMETER, post(PATH + "?token=a", "token=a"));
    Refused.with(ErrorCode.BODY_TOO_LARGE, post(PATH, "token=" + "a".repeat(16_384)));
    Refused.with(ErrorCode.MALFORMED_BODY, post(PATH, "token=%zz"));
    Refused.with(ErrorCode.UNSUPPORTED_MEDIA_TYPE, verifier.post(PATH, "{}"));
    var get = verifier.get(PATH);
    Refused.with(ErrorCode.METHOD_NOT_ALLOWED, get);
    assertThat(get.header("Allow")).isEqualTo("POST");
  }

  private static Answer introspect(Api as, String token) {
    return as.send(PATH, request -> form(request, "token=" + encode(token)));
  }

  private Answer introspectAs(String authorization, String token) {
    return partner.sendAnonymously(
        PATH,
        request -> form(request.header("Authorization", authorization), "token=" + encode(token)));
  }

  private Answer post(String path, String form) {
    return verifier.send(path, request -> form(request, form));
  }

  private static HttpRequest.Builder form(HttpRequest.Builder request, String form) {
    return request
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(form));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
