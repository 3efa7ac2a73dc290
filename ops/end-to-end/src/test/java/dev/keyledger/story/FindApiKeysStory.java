package dev.keyledger.story;

import static dev.keyledger.story.Refused.MARKER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyledger.http.ErrorCode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How keys are found in the list of a project.
@ExtendWith(SharedNode.class)
final class FindApiKeysStory {
  private static final Pattern NEXT = Pattern.compile("<(/api/v1/[^>]+)>; rel=\"next\"");

  private final Api api;

  FindApiKeysStory(Node node) {
    this.api = node.api();
  }

  @Test
  void keysAreFoundByTheirStatus() {
    String active = create("find-status", "{\"name\": \"active\"}");
    String disabled = create("find-status", "{\"name\": \"disabled\"}");
    String revoked = create("find-status", "{\"name\": \"revoked\"}");
    api.post(Api.key("find-status", disabled) + "/disable");
    api.delete(Api.key("find-status", revoked));

    assertThat(ids("find-status", "")).containsExactly(disabled, active);
    assertThat(ids("find-status", "?status=active")).containsExactly(active);
    assertThat(ids("find-status", "?status=disabled")).containsExactly(disabled);
    assertThat(ids("find-status", "?status=revoked")).containsExactly(revoked);
    assertThat(ids("find-status", "?status=expired")).isEmpty();
    assertThat(ids("find-status", "?status=revoked&status=active"))
        .containsExactly(revoked, active);
    assertThat(ids("find-status", "?status=revoked,active")).containsExactly(revoked, active);
  }

  @ParameterizedTest
  @CsvSource({
    "straße, STRASSE, true",
    "Ärger im Büro, ärger, true",
    "Ärger im Büro, BÜRO, true",
    "100% sure, 0%, true",
    "100 % sure, 0%, false",
    "a_b, a_b, true",
    "axb, a_b, false",
    "back\\slash, k\\s, true",
    "a+b & c=d, b & c=, true",
    "鍵 one, 鍵, true",
    "plain, plainer, false"
  })
  void keysAreFoundByAPartOfTheirName(String name, String part, boolean found) {
    String project = "find-name-" + Integer.toHexString((name + part).hashCode());
    String id = create(project, "{\"name\": \"" + name.replace("\\", "\\\\") + "\"}");
    create(project, "{}");

    assertThat(ids(project, "?name=" + encode(part))).isEqualTo(found ? List.of(id) : List.of());
  }

  @Test
  void keysAreFoundByTheirEnd() {
    create("find-end", "{}");
    String first = create("find-end", "{\"expiresAt\": \"2127-01-01T00:00:00.000000001Z\"}");
    String second = create("find-end", "{\"expiresAt\": \"2127-01-01T00:00:00.000000002Z\"}");

    assertThat(ids("find-end", "?expiringBefore=2127-01-01T00:00:00.000000001Z")).isEmpty();
    assertThat(ids("find-end", "?expiringBefore=2127-01-01T00:00:00.000000002Z"))
        .containsExactly(first);
    assertThat(ids("find-end", "?expiringBefore=2127-01-01T05:30:00.000000003%2B05:30"))
        .containsExactly(second, first);
  }

  @Test
  void theNextPageKeepsWhatIsAskedFor() {
    String name = "a&b=c %_é+\"<>";
    var created = new ArrayList<String>();
    for (int i = 0; i < 5; i++) {
      created.addFirst(
          create(
              "find-pages",
              "{\"name\": \"A&B=C %_É+\\\"<>\", \"expiresAt\": \"2127-01-01T00:00:00Z\"}"));
      create("find-pages", "{\"name\": \"other\"}");
    }

    var page =
        api.list(
            "find-pages",
            "?limit=2&status=active&status=disabled&expiringBefore=2127-01-01T00:00:01%2B00:00&name="
                + encode(name));
    assertThat(idsFrom(page)).isEqualTo(created);
  }

  @Test
  void pagesNeitherRepeatNorLoseAKeyWhileKeysAreCreated() {
    var before = new ArrayList<String>();
    IntStream.range(0, 30).forEach(_ -> before.addFirst(create("find-growing", "{}")));
    var growing =
        CompletableFuture.runAsync(
            () -> IntStream.range(0, 60).forEach(_ -> create("find-growing", "{}")));

    var seen = idsFrom(api.list("find-growing", "?limit=1"));
    growing.join();

    assertThat(seen).doesNotHaveDuplicates().containsSubsequence(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status=" + MARKER,
        "status=",
        "status=ACTIVE",
        "name=",
        "name=%00",
        "expiringBefore=",
        "expiringBefore=" + MARKER,
        "expiringBefore=2127-01-01"
      })
  void whatCannotBeAskedForIsNamed(String query) {
    Refused.with(
        ErrorCode.INVALID_PARAMETER,
        query.substring(0, query.indexOf('=')),
        api.list("find-refused", "?" + query));
  }

  @Test
  void aNameThatIsSoughtHasAtMost255Characters() {
    assertThat(ids("find-long", "?name=" + "x".repeat(255))).isEmpty();
    Refused.with(
        ErrorCode.INVALID_PARAMETER, "name", api.list("find-long", "?name=" + "x".repeat(256)));
  }

  private String create(String project, String json) {
    return api.create(project, json).text("apiKeyId");
  }

  private List<String> ids(String project, String query) {
    var answer = api.list(project, query);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return ids(answer);
  }

  private static List<String> ids(Answer answer) {
    var ids = new ArrayList<String>();
    answer.json().forEach(entry -> ids.add(entry.get("apiKeyId").asString()));
    return ids;
  }

  /// The keys of this page and of all that follow.
  private List<String> idsFrom(Answer first) {
    var ids = new ArrayList<String>();
    var page = first;
    while (true) {
      assertThat(page.status()).as(page.text()).isEqualTo(200);
      ids.addAll(ids(page));
      var next = NEXT.matcher(page.header("Link"));
      if (!next.matches()) {
        return ids;
      }
      page = api.get(next.group(1));
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
