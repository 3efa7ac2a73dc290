package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyledger.key.PlaintextKey;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedNode.class)
final class CreateApiKeyStory {
  private final Api api;

  CreateApiKeyStory(Node node) {
    this.api = node.api();
  }

  @Test
  void aKeyWithNameAndExpiryIsAnsweredWithExactlyTheContractsMembers() {
    var answer =
        api.create("create", "{\"name\": \"test\", \"expiresAt\": \"2127-09-10T10:11:00Z\"}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.json().propertyNames())
        .containsExactlyInAnyOrder("name", "apiKey", "apiKeyId", "expiresAt");
    assertThat(answer.text("name")).isEqualTo("test");
    assertThat(answer.text("expiresAt")).isEqualTo("2127-09-10T10:11:00Z");
    assertThat(UUID.fromString(answer.text("apiKeyId"))).hasToString(answer.text("apiKeyId"));
    assertThat(PlaintextKey.parse(answer.text("apiKey"))).isPresent();
  }

  @Test
  void anEmptyBodyMakesAKeyWithoutNameThatNeverExpires() {
    for (String body : new String[] {"{}", "{\"name\": null, \"expiresAt\": null}"}) {
      var answer = api.create("create", body);

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.json().propertyNames()).containsExactlyInAnyOrder("apiKey", "apiKeyId");
    }
  }

  @Test
  void theKeyAuthenticatesAtOnce() {
    var created = api.create("create", "{\"name\": \"at once\"}");

    var self = api.as(created.text("apiKey")).self();

    assertThat(self.status()).isEqualTo(200);
    assertThat(self.text("apiKeyId")).isEqualTo(created.text("apiKeyId"));
    assertThat(self.text("projectId")).isEqualTo("create");
    assertThat(self.text("kind")).isEqualTo("project");
    assertThat(self.json().has("expiresAt")).isFalse();
  }

  @Test
  void expiryKeepsItsNanosecondsAndIsAnsweredInUtc() {
    var created = api.create("create", "{\"expiresAt\": \"2127-01-01T01:30:00.123456789+23:59\"}");

    assertThat(created.text("expiresAt")).isEqualTo("2126-12-31T01:31:00.123456789Z");
    assertThat(api.as(created.text("apiKey")).self().text("expiresAt"))
        .isEqualTo("2126-12-31T01:31:00.123456789Z");
  }

  @Test
  void noProjectIdMeansAnythingSpecial() {
    for (String project :
        new String[] {"partner", "null", "_", "-", "apiKeys", "0", "a".repeat(64)}) {
      var created = api.create(project, "{}");

      assertThat(created.status()).isEqualTo(200);
      assertThat(api.as(created.text("apiKey")).self().text("projectId")).isEqualTo(project);
    }
  }
}
