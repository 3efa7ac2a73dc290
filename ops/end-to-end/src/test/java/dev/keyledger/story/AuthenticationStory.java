package dev.keyledger.story;

import static dev.keyledger.story.Refused.MARKER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyledger.http.ErrorCode;
import dev.keyledger.key.PlaintextKey;
import java.net.http.HttpHeaders;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who may come in, and what the others are told (RFC 6750).
@ExtendWith(SharedNode.class)
final class AuthenticationStory {
  private static final String PROJECT = "authentication";

  private final Node node;
  private final Api api;

  AuthenticationStory(Node node) {
    this.node = node;
    this.api = node.api();
  }

  @Test
  void withoutACredentialTheChallengeNamesNoError() {
    for (String headers :
        List.of("", "Authorization: Basic " + MARKER + "\r\n", "X-Api-Key: " + MARKER + "\r\n")) {
      var answer = said("GET /api/v1/self HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n");

      Refused.with(ErrorCode.CREDENTIAL_REQUIRED, answer);
      assertThat(answer.headers().allValues("WWW-Authenticate")).containsExactly("Bearer");
    }
  }

  @Test
  void aMalformedAnUnknownAndAnExpiredKeyGetTheSameAnswerByteForByte() {
    String unknown = PlaintextKey.mint(new SecureRandom()).reveal();
    String real = api.create(PROJECT, "{}").text("apiKey");
    var expected = whoAmI(unknown);

    Refused.with(ErrorCode.INVALID_TOKEN, expected);
    assertThat(expected.headers().allValues("WWW-Authenticate"))
        .containsExactly("Bearer error=\"invalid_token\"");
    for (String invalid :
        List.of(
            api.createExpired(PROJECT),
            MARKER,
            "",
            real + "x",
            real.substring(1),
            real + " " + MARKER,
            real.toLowerCase(Locale.ROOT),
            real.replace('.', '-'),
            "x".repeat(4000))) {
      assertThat(timeless(whoAmI(invalid))).as(invalid).isEqualTo(timeless(expected));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer ", "bearer ", "BEARER "})
  void theSchemesNameHasNoCase(String scheme) {
    assertThat(
            api.sendAnonymously(
                    "/api/v1/self",
                    request -> request.header("Authorization", scheme + node.partnerKey()))
                .status())
        .isEqualTo(200);
  }

  @Test
  void aKeyInTheQueryOrInAFormIsNoCredential() {
    for (String request :
        List.of(
            get("/api/v1/self?access_token=" + node.partnerKey(), ""),
            post("", "access_token=" + node.partnerKey()))) {
      Refused.with(ErrorCode.CREDENTIAL_REQUIRED, said(request));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "access_token=" + MARKER,
        "access_token",
        "access_token=",
        "a=b&access_token=" + MARKER,
        "&&access_token=" + MARKER + "&a=%zz",
        "access%5Ftoken=" + MARKER,
        "access%5ftoken=" + MARKER,
        "%61%63%63%65%73%73_%74oken=" + MARKER
      })
  void twoCredentialsAreOneTooMany(String parameter) {
    String key = "Authorization: Bearer " + node.partnerKey() + "\r\n";

    multipleCredentials(get("/api/v1/self?" + parameter, key));
    multipleCredentials(get("/api/v1/nothing?" + parameter, key));
    multipleCredentials(post(key, parameter));
    multipleCredentials(get("/api/v1/self?" + parameter + "&" + parameter, ""));
  }

  @Test
  void twoHeadersAreOneTooMany() {
    String key = "Authorization: Bearer " + node.partnerKey() + "\r\n";

    multipleCredentials(get("/api/v1/self", key + key));
    multipleCredentials(get("/api/v1/self", key + "authorization: Bearer " + MARKER + "\r\n"));
    multipleCredentials(get("/api/v1/self", key + "Authorization: Basic " + MARKER + "\r\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"accesstoken=1", "access_token2=1", "xaccess_token=1", "ACCESS_TOKEN=1"})
  void otherParametersAreNone(String parameter) {
    assertThat(api.get("/api/v1/self?" + parameter).status()).isEqualTo(200);
  }

  private Answer whoAmI(String key) {
    return api.sendAnonymously(
        "/api/v1/self",
        request -> request.header("Authorization", "Bearer " + key).header("X-Request-Id", "same"));
  }

  private static Answer timeless(Answer answer) {
    Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
    headers.remove("date");
    return new Answer(answer.status(), HttpHeaders.of(headers, (_, _) -> true), answer.text());
  }

  private void multipleCredentials(String request) {
    var answer = said(request);
    Refused.with(ErrorCode.MULTIPLE_CREDENTIALS, answer);
    assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_request\"");
  }

  private Answer said(String request) {
    try (var wire = Wire.to(node.port())) {
      return wire.say(request).hear();
    }
  }

  private static String get(String target, String headers) {
    return "GET " + target + " HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n";
  }

  private static String post(String headers, String form) {
    return "POST %s HTTP/1.1\r\nHost: x\r\n%sContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(
            Api.keys(PROJECT),
            headers,
            "application/x-www-form-urlencoded; charset=utf-8",
            form.length(),
            form);
  }
}
