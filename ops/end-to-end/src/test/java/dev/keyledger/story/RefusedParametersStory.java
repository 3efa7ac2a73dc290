package dev.keyledger.story;

import static dev.keyledger.story.Refused.MARKER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyledger.http.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the path and the query may say; what is refused is named and not repeated.
@ExtendWith(SharedNode.class)
final class RefusedParametersStory {
  private final Api api;

  RefusedParametersStory(Node node) {
    this.api = node.api();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%20",
        "a%20b",
        "a.b",
        "a:b",
        "a@b",
        "a+b",
        "a~b",
        "*",
        "$",
        "caf%C3%A9",
        "%F0%9F%94%91"
      })
  void aProjectIdIs1To64CharactersOfAFewKinds(String project) {
    Refused.with(ErrorCode.INVALID_PARAMETER, "projectId", api.create(MARKER + project, "{}"));
    Refused.with(ErrorCode.INVALID_PARAMETER, "projectId", api.list(MARKER + project, ""));
  }

  @Test
  void aProjectIdIsMeasuredToTheCharacter() {
    String longest = "x".repeat(64);

    assertThat(api.create(longest, "{}").status()).isEqualTo(200);
    assertThat(api.list(longest, "").json()).hasSize(1);
    Refused.with(ErrorCode.INVALID_PARAMETER, "projectId", api.create(longest + "x", "{}"));
    Refused.with(ErrorCode.INVALID_PARAMETER, "projectId", api.list(longest + "x", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0",
        "limit=1001",
        "limit=-1",
        "limit=2147483648",
        "limit=99999999999",
        "limit=1e2",
        "limit=x",
        "limit=1.5",
        "limit=" + MARKER,
        "after=" + MARKER,
        "after=x",
        "after=",
        "after=00000000-0000-4000-8000-000000000000",
        "after=21fd1a8d-88d5-4295-b792-5b2113138057",
        "after=0-0-0-0-0"
      })
  void theListsParametersAreNamed(String query) {
    Refused.with(
        ErrorCode.INVALID_PARAMETER,
        query.substring(0, query.indexOf('=')),
        api.list("refused-parameters", "?" + query));
  }
}
