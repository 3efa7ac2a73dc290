package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A Spring Boot resource server that knows nothing of Keyledger lets keys in. It is told where to
/// ask by Spring's own settings.
@Thorough
final class SpringBootExampleIT {
  private static final String PROJECT = "demo";

  /// Spring Security's own choice, which the example changes.
  private static final String WITH_ERRORS =
      "--spring.security.filter.dispatcher-types=async,error,forward,include,request";

  @TempDir private Path directory;

  private Program keyledger;
  private Api partner;
  private String verifierKey;
  private SpringBootExample example;

  @BeforeEach
  void start() throws IOException {
    String partnerKey = Node.newKey();
    keyledger =
        Program.start(directory, Map.of("KEYLEDGER_BOOTSTRAP_PARTNER_KEY", partnerKey)).ready();
    partner = keyledger.api(partnerKey);
    verifierKey =
        partner.post("/api/v1/partner/apiKeys", "{\"kind\": \"verifier\"}").text("apiKey");
    example = startExample();
  }

  private SpringBootExample startExample(String... more) throws IOException {
    return SpringBootExample.start(directory, partner.base(), verifierKey, more);
  }

  @AfterEach
  void stop() {
    example.close();
    keyledger.close();
  }

  @Test
  void itLetsGoodKeysInAndNothingElse() {
    var good = create("{\"name\": \"größer\", \"metadata\": {\"team\": \"a\"}}");
    var revoked = create("{}");
    var disabled = create("{}");
    String stranger = partner.create("other", "{}").text("apiKey");
    for (var key : List.of(good, revoked, disabled)) {
      assertThat(orders(key.text("apiKey"))).isEqualTo(200);
    }

    partner.delete(Api.key(PROJECT, revoked.text("apiKeyId")));
    partner.post(Api.key(PROJECT, disabled.text("apiKeyId")) + "/disable");

    assertKnows(good);
    for (String key : List.of(stranger, partner.key(), verifierKey)) {
      assertThat(orders(key)).isEqualTo(403);
    }
    for (String key :
        List.of(revoked.text("apiKey"), disabled.text("apiKey"), Node.newKey(), "not-a-key")) {
      var refused = example.as(key).get("/orders");
      assertThat(refused.status()).isEqualTo(401);
      assertThat(refused.header("WWW-Authenticate")).contains("error=\"invalid_token\"");
    }
    assertThat(example.as("").sendAnonymously("/orders", request -> request).status())
        .isEqualTo(401);
    partner.post(Api.key(PROJECT, disabled.text("apiKeyId")) + "/enable");
    assertThat(orders(disabled.text("apiKey"))).isEqualTo(200);
    assertThat(example.output())
        .contains("Started Orders")
        .doesNotContain(
            good.text("apiKey"), revoked.text("apiKey"), stranger, partner.key(), verifierKey);
  }

  @Test
  void whenKeyledgerCannotBeAskedThatIsNotTheKeysFault() throws IOException {
    String key = create("{}").text("apiKey");
    assertThat(orders(key)).isEqualTo(200);

    keyledger.pause();
    try {
      assertThat(orders(key)).isEqualTo(500);
    } finally {
      keyledger.resume();
    }
    assertThat(orders(key)).isEqualTo(200);

    keyledger.close();
    // The first question may still find the connection that was kept open, at its end.
    assertThat(orders(key)).isEqualTo(500);
    assertThat(orders(key)).isEqualTo(500);
    assertThat(example.output()).contains("Connection refused").doesNotContain(key, verifierKey);
    try (var springAlone = startExample(WITH_ERRORS)) {
      assertThat(springAlone.as(key).get("/orders").status()).isEqualTo(401);
    }
  }

  private void assertKnows(Answer created) {
    var caller = example.as(created.text("apiKey")).get("/whoami").json();
    assertThat(caller.required("name").asString()).isEqualTo(created.text("apiKeyId"));
    assertThat(caller.required("authorities").valueStream().map(each -> each.asString()))
        .contains("SCOPE_project:" + PROJECT);
    var attributes = caller.required("attributes");
    assertThat(attributes.required("kind").asString()).isEqualTo("project");
    assertThat(attributes.required("project_id").asString()).isEqualTo(PROJECT);
    assertThat(attributes.required("key_name").asString()).isEqualTo("größer");
    assertThat(attributes.required("metadata").required("team").asString()).isEqualTo("a");
  }

  private Answer create(String json) {
    return partner.create(PROJECT, json);
  }

  private int orders(String key) {
    return example.as(key).get("/orders").status();
  }
}
