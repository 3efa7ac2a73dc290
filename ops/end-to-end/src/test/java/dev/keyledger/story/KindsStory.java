package dev.keyledger.story;

import static dev.keyledger.story.Refused.MARKER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyledger.command.apikey.CreateApiKey;
import dev.keyledger.command.apikey.CreatedApiKey;
import dev.keyledger.command.apikey.KeyMetadata;
import dev.keyledger.events.ApiKeyId;
import dev.keyledger.events.KeyKind;
import dev.keyledger.http.ErrorCode;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What each kind of key may do.
@ExtendWith(SharedNode.class)
final class KindsStory {
  private static final String PROJECT = "kinds";

  private final Node node;
  private final Api api;

  KindsStory(Node node) {
    this.node = node;
    this.api = node.api();
  }

  @Test
  void onlyPartnersManageKeys() {
    String partnersPath = Api.keys(PROJECT);
    for (String key : List.of(verifier(), api.create(PROJECT, "{}").text("apiKey"))) {
      insufficientScope(api.as(key).create(PROJECT, "{\"name\": \"" + MARKER + "\"}"));
      insufficientScope(api.as(key).create("another-project", "{}"));
      insufficientScope(api.as(key).list(PROJECT, ""));
      insufficientScope(api.as(key).get(partnersPath + "?limit=" + MARKER));
    }
    assertThat(api.list(PROJECT, "").status()).isEqualTo(200);
  }

  @Test
  void everyKeyKnowsItself() {
    var expiresAt = "2127-09-10T10:11:00Z";
    var created = api.create(PROJECT, "{\"name\": \"me\", \"expiresAt\": \"" + expiresAt + "\"}");
    var self = api.as(created.text("apiKey")).self();

    assertThat(self.status()).isEqualTo(200);
    assertThat(self.header("Content-Type")).isEqualTo("application/json");
    assertThat(self.header("Cache-Control")).isEqualTo("no-store");
    assertThat(self.json().propertyNames())
        .containsExactlyInAnyOrder("apiKeyId", "name", "kind", "projectId", "expiresAt");
    assertThat(self.text("apiKeyId")).isEqualTo(created.text("apiKeyId"));
    assertThat(self.text("name")).isEqualTo("me");
    assertThat(self.text("kind")).isEqualTo("project");
    assertThat(self.text("projectId")).isEqualTo(PROJECT);
    assertThat(self.text("expiresAt")).isEqualTo(expiresAt);

    assertThat(api.self().text("kind")).isEqualTo("partner");
    assertThat(api.self().json().has("projectId")).isFalse();
    var verifier = api.as(verifier()).self();
    assertThat(verifier.text("kind")).isEqualTo("verifier");
    assertThat(verifier.json().propertyNames()).containsExactlyInAnyOrder("apiKeyId", "kind");
  }

  private String verifier() {
    CreatedApiKey created =
        node.bean(CommandGateway.class)
            .sendAndWait(
                new CreateApiKey(
                    ApiKeyId.random(Instant.now(), new SecureRandom()),
                    KeyKind.VERIFIER,
                    null,
                    null,
                    null,
                    KeyMetadata.NONE,
                    false));
    return created.key().reveal();
  }

  private static void insufficientScope(Answer answer) {
    Refused.with(ErrorCode.INSUFFICIENT_SCOPE, answer);
    assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer error=\"insufficient_scope\"");
  }
}
