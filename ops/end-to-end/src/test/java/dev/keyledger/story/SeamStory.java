package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyledger.command.Introspectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OAuth2IntrospectionException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;

/// The command side knows its callers in the same way whether the query side is in the same process
/// or is asked over HTTP.
@ExtendWith(SharedNode.class)
final class SeamStory {
  private static final String PROJECT = "seam";

  private final Api api;
  private final OpaqueTokenIntrospector inProcess;

  @TempDir private Path directory;

  private Path verifierKey;
  private OpaqueTokenIntrospector asking;

  SeamStory(Node node) {
    this.api = node.api();
    this.inProcess = node.bean(OpaqueTokenIntrospector.class);
  }

  @BeforeEach
  void holdAVerifierKey() throws IOException {
    verifierKey = directory.resolve("verifier-key");
    Files.writeString(verifierKey, createVerifier() + "\n");
    asking = Introspectors.asking(api.base(), verifierKey);
  }

  private String createVerifier() {
    return api.post("/api/v1/partner/apiKeys", "{\"kind\": \"verifier\", \"name\": \"seam\"}")
        .text("apiKey");
  }

  @Test
  void bothSayTheSameOfAGoodKey() throws IOException {
    String plain = api.create(PROJECT, "{}").text("apiKey");
    String full =
        api.create(
                PROJECT,
                """
                {"name": "größer", "expiresAt": "2127-09-10T10:11:00.5Z", "metadata": {"team": "a"}}
                """)
            .text("apiKey");
    for (String key : List.of(plain, full, api.key(), Files.readString(verifierKey).strip())) {
      var expected = inProcess.introspect(key);
      var actual = asking.introspect(key);

      assertThat(actual.getName()).isEqualTo(expected.getName());
      assertThat(authorities(actual)).isEqualTo(authorities(expected));
      assertThat(attributes(actual)).containsAllEntriesOf(attributes(expected));
    }
  }

  private static List<String> authorities(OAuth2AuthenticatedPrincipal caller) {
    return caller.getAuthorities().stream().map(GrantedAuthority::getAuthority).toList();
  }

  /// Over HTTP an expiry has whole seconds (RFC 7662).
  private static Map<String, Object> attributes(OAuth2AuthenticatedPrincipal caller) {
    var attributes = new HashMap<>(caller.getAttributes());
    attributes.computeIfPresent("exp", (_, end) -> ((Instant) end).truncatedTo(ChronoUnit.SECONDS));
    return attributes;
  }

  @Test
  void bothSayTheSameOfAKeyThatIsNotGood() {
    var revoked = api.create(PROJECT, "{}");
    api.delete(Api.key(PROJECT, revoked.text("apiKeyId")));
    for (String key : List.of(revoked.text("apiKey"), Node.newKey(), "no key", "")) {
      for (var introspector : List.of(inProcess, asking)) {
        assertThatExceptionOfType(BadOpaqueTokenException.class)
            .isThrownBy(() -> introspector.introspect(key));
      }
    }
  }

  @Test
  void anAnswerAboutTheVerifierKeyIsNoneAboutTheCallers() throws IOException {
    Files.writeString(verifierKey, Node.newKey());
    assertThatUnanswered();
    Files.writeString(verifierKey, api.create(PROJECT, "{}").text("apiKey"));
    assertThatUnanswered();
    Files.writeString(verifierKey, "no key");
    assertThatUnanswered();
    Files.delete(verifierKey);
    assertThatUnanswered();

    Files.writeString(verifierKey, createVerifier());
    assertThat(asking.introspect(api.key()).<Object>getAttribute("kind")).isEqualTo("partner");
  }

  private void assertThatUnanswered() {
    assertThatThrownBy(() -> asking.introspect(api.key()))
        .isExactlyInstanceOf(OAuth2IntrospectionException.class)
        .hasMessageNotContaining(api.key());
  }
}
