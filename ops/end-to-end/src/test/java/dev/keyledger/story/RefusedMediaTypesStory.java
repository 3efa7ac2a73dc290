package dev.keyledger.story;

import static dev.keyledger.story.Refused.MARKER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyledger.http.ErrorCode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// In which form a creation may be said: JSON in UTF-8, plainly, and said once.
@ExtendWith(SharedNode.class)
final class RefusedMediaTypesStory {
  private static final String JSON = "application/json";

  private final Api api;

  RefusedMediaTypesStory(Node node) {
    this.api = node.api();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "APPLICATION/JSON",
        "application/json;charset=utf-8",
        "application/json; charset=\"UTF-8\""
      })
  void aBodyIsJson(String contentType) {
    assertThat(post(contentType).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text/plain",
        "text/json",
        "application/json-patch+json",
        "application/merge-patch+json",
        "application/problem+json",
        "application/*",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "multipart/form-data; boundary=" + MARKER,
        "application/json; charset=utf-16",
        "application/json; charset=iso-8859-1",
        "application/json; charset=" + MARKER,
        "application/json, application/json",
        MARKER,
        MARKER + "/" + MARKER
      })
  void anythingElseIsNot(String contentType) {
    Refused.with(ErrorCode.UNSUPPORTED_MEDIA_TYPE, post(contentType));
  }

  @Test
  void oneContentTypeIsEnough() {
    Refused.with(
        ErrorCode.UNSUPPORTED_MEDIA_TYPE,
        api.send(
            Api.keys("refused-media-types"),
            request ->
                request
                    .header("Content-Type", JSON)
                    .header("Content-Type", "text/" + MARKER)
                    .POST(BodyPublishers.ofString("{}"))));
  }

  @Test
  void aBodyIsNotCompressed() {
    for (var codings : List.of(List.of("gzip"), List.of(MARKER), List.of("identity", "gzip"))) {
      Refused.with(
          ErrorCode.UNSUPPORTED_MEDIA_TYPE,
          api.send(
              Api.keys("refused-media-types"),
              request -> {
                codings.forEach(coding -> request.header("Content-Encoding", coding));
                return request.header("Content-Type", JSON).POST(BodyPublishers.ofString("{}"));
              }));
    }
  }

  private Answer post(String contentType) {
    return api.send(
        Api.keys("refused-media-types"),
        request -> request.header("Content-Type", contentType).POST(BodyPublishers.ofString("{}")));
  }
}
