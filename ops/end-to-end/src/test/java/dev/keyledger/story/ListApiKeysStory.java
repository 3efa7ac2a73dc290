package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

@ExtendWith(SharedNode.class)
final class ListApiKeysStory {
  private static final Pattern NEXT = Pattern.compile("<(/api/v1/[^>]+)>; rel=\"next\"");

  private final Api api;

  ListApiKeysStory(Node node) {
    this.api = node.api();
  }

  @Test
  void aProjectWithoutKeysHasAnEmptyList() {
    var answer = api.list("list-empty", "");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).isEqualTo("[]");
    assertThat(answer.header("Link")).isEmpty();
  }

  @Test
  void aKeyIsListedAtOnceWithoutSecretOrDigest() {
    var before = Instant.now().truncatedTo(ChronoUnit.MICROS);
    var created =
        api.create(
            "list-one", "{\"name\": \"鍵\", \"expiresAt\": \"2127-01-01T00:00:00.000000001Z\"}");

    var after = Instant.now();
    var answer = api.list("list-one", "");

    assertThat(answer.json()).hasSize(1);
    JsonNode entry = answer.json().get(0);
    assertThat(entry.propertyNames())
        .containsExactlyInAnyOrder(
            "name", "apiKeyId", "prefix", "kind", "projectId", "status", "createdAt", "expiresAt");
    assertThat(entry.get("name").asString()).isEqualTo("鍵");
    assertThat(entry.get("apiKeyId").asString()).isEqualTo(created.text("apiKeyId"));
    assertThat(entry.get("prefix").asString()).isEqualTo(created.text("apiKey").substring(0, 8));
    assertThat(Instant.parse(entry.get("createdAt").asString())).isBetween(before, after);
    assertThat(entry.get("expiresAt").asString()).isEqualTo("2127-01-01T00:00:00.000000001Z");
  }

  @Test
  void keysOfOtherProjectsAreNotListed() {
    api.create("list-mine", "{}");
    api.create("list-other", "{}");

    assertThat(api.list("list-mine", "").json()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "3", "7", "1000"})
  void pagesLeadFromTheNewestToTheOldest(int limit) {
    String project = "list-pages-" + limit;
    var created = new ArrayList<String>();
    for (int i = 0; i < 7; i++) {
      created.add(api.create(project, "{}").text("apiKeyId"));
    }
    Collections.reverse(created);

    assertThat(idsOfAllPages(project, limit)).isEqualTo(created);
  }

  @Test
  void aPageHas100KeysWhereNothingElseIsAskedFor() {
    for (int i = 0; i < 101; i++) {
      api.create("list-default", "{}");
    }

    var page = api.list("list-default", "");

    assertThat(page.json()).hasSize(100);
    assertThat(page.header("Link")).contains("limit=100&after=");
    assertThat(idsOfAllPages("list-default", 100)).hasSize(101);
  }

  private List<String> idsOfAllPages(String project, int limit) {
    var ids = new ArrayList<String>();
    var page = api.list(project, "?limit=" + limit);
    while (true) {
      assertThat(page.json().size()).isLessThanOrEqualTo(limit);
      page.json().forEach(entry -> ids.add(entry.get("apiKeyId").asString()));
      var next = NEXT.matcher(page.header("Link"));
      if (!next.matches()) {
        return ids;
      }
      page = api.get(next.group(1));
    }
  }

  @Test
  void aKeyOfAnotherProjectIsNoPlaceToGoOnFrom() {
    String elsewhere = api.create("list-elsewhere", "{}").text("apiKeyId");

    assertThat(api.list("list-here", "?after=" + elsewhere).status()).isEqualTo(400);
  }
}
