package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyledger.http.ErrorCode;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What every refusal looks like: a complete problem document (RFC 9457) that repeats nothing of
/// the request and tells nothing of the service's insides.
final class Refused {
  /// Stands in every refused value; in no answer.
  static final String MARKER = "mArKeR7";

  private static final Set<String> ALWAYS =
      Set.of("type", "title", "status", "detail", "message", "errorCode");

  private Refused() {}

  /// Asserts that `answer` is the refusal `code`, with the fault in no field or in any.
  static void with(ErrorCode code, Answer answer) {
    headWith(code, answer);
    var problem = answer.json();
    assertThat(problem.propertyNames()).containsAll(ALWAYS);
    assertThat(answer.text("errorCode")).isEqualTo(code.name());
    assertThat(answer.text("type")).isEqualTo(code.type());
    assertThat(answer.text("title")).isEqualTo(code.title());
    assertThat(problem.required("status").intValue()).isEqualTo(code.status());
    assertThat(answer.text("detail")).isNotBlank().isEqualTo(answer.text("message"));
    assertThat(answer.text())
        .doesNotContain(MARKER, "Exception", "dev.keyledger.", "org.", "java", "SELECT", "<html");
    var others = new HashSet<>(problem.propertyNames());
    others.removeAll(ALWAYS);
    assertThat(others).isSubsetOf("field", "apiKeyId");
  }

  /// Asserts that `answer` is the refusal `code`, with the fault in `field`, or in none when it is
  /// null.
  static void with(ErrorCode code, @Nullable String field, Answer answer) {
    with(code, answer);
    assertThat(answer.json().path("field").asString(null)).isEqualTo(field);
  }

  /// Asserts what can be seen of the refusal `code` when the request was a HEAD.
  static void headWith(ErrorCode code, Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(code.status());
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.header("X-Request-Id")).matches("[A-Za-z0-9._-]{1,64}");
    assertThat(answer.header("Server")).isEmpty();
    assertThat(answer.headers().map().values()).allSatisfy(values -> assertThat(values).hasSize(1));
    assertThat(answer.headers().map().toString()).doesNotContain(MARKER);
  }
}
