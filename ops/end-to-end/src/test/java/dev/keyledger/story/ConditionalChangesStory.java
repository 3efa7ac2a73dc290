package dev.keyledger.story;

import static dev.keyledger.story.Refused.MARKER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyledger.http.ErrorCode;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whoever changes a key may say in which version it must be.
@ExtendWith(SharedNode.class)
final class ConditionalChangesStory {
  private static final String PROJECT = "conditional";

  private final Api api;

  ConditionalChangesStory(Node node) {
    this.api = node.api();
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

  /// As many as a header holds.
  @Test
  void manyTagsAreRead() {
    var created = api.create(PROJECT, "{}");
    String tags = "\"x\",".repeat(1500) + "\"0\"";

    assertThat(disable(created, tags).status()).isEqualTo(204);
  }

  @Test
  void ifNoneMatchMeansNothing() {
    var created = api.create(PROJECT, "{}");

    assertThat(
            api.send(path(created), request -> request.header("If-None-Match", "\"0\"")).status())
        .isEqualTo(200);
  }

  private Answer disable(Answer created, String tag) {
    return api.send(
        path(created) + "/disable",
        request -> request.header("If-Match", tag).POST(BodyPublishers.noBody()));
  }

  private static String path(Answer created) {
    return Api.key(PROJECT, created.text("apiKeyId"));
  }
}
