package dev.keyledger.story;

import static dev.keyledger.story.Refused.MARKER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.keyledger.http.ErrorCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Somebody asks which keys were valid at a time, what decided it, and what was different later.
@ExtendWith(SharedNode.class)
final class AsOfStory {
  private static final Pattern NEXT = Pattern.compile("<(/api/v1/[^>]+)>; rel=\"next\"");
  private static final String LONG_AGO = "2020-01-01T00:00:00Z";
  private static final String FUTURE = "2127-01-01T00:00:00Z";

  private final Api api;

  AsOfStory(Node node) {
    this.api = node.api();
  }

  @Test
  void aKeyIsShownAsItWas() {
    var created = api.create("asof-one", "{\"name\": \"first\", \"metadata\": {\"a\": \"b\"}}");
    String path = path("asof-one", created);
    var before = api.get(path).json();
    api.patch(path, "{\"name\": \"second\", \"metadata\": null}");
    api.delete(path);
    var times = times(path);

    assertThat(api.get(path + "?asOf=" + times.get(0)).json()).isEqualTo(before);
    assertThat(api.get(path + "?asOf=" + times.get(0)).header("ETag")).isEmpty();
    assertThat(api.get(path + "?asOf=" + times.get(1)).text("name")).isEqualTo("second");
    assertThat(api.get(path + "?asOf=" + times.get(1)).text("status")).isEqualTo("active");
    assertThat(api.get(path + "?asOf=" + times.getLast()))
        .satisfies(last -> {
          assertThat(last.text("status")).isEqualTo("revoked");
          assertThat(last.json()).isEqualTo(api.get(path).json());
        });
    Refused.with(
        ErrorCode.NOT_FOUND, null, api.get(path + "?asOf=" + times.getFirst().minusNanos(1)));
    Refused.with(
        ErrorCode.NOT_FOUND,
        null,
        api.get(path("asof-other", created) + "?asOf=" + times.getFirst()));
  }

  @Test
  void theKeysOfAProjectAreListedAsTheyWere() {
    var first = api.create("asof-list", "{\"name\": \"one\"}");
    var second = api.create("asof-list", "{\"name\": \"two\", \"expiresAt\": \"" + FUTURE + "\"}");
    Instant then = times(path("asof-list", second)).getFirst();
    api.create("asof-list", "{\"name\": \"three\"}");
    api.delete(path("asof-list", first));
    Instant revoked = times(path("asof-list", first)).getLast();

    assertThat(names("?asOf=" + then)).containsExactly("two", "one");
    assertThat(names("?asOf=" + then + "&status=active&name=ON")).containsExactly("one");
    assertThat(names("?asOf=" + then + "&expiringBefore=2128-01-01T00:00:00Z"))
        .containsExactly("two");
    assertThat(names("?asOf=" + revoked)).containsExactly("three", "two");
    assertThat(names("?asOf=" + revoked + "&status=revoked")).containsExactly("one");
    assertThat(names("?asOf=" + LONG_AGO)).isEmpty();
    var page = api.list("asof-list", "?limit=1&asOf=" + revoked);
    var next = NEXT.matcher(page.header("Link"));
    assertThat(next.matches()).isTrue();
    assertThat(next.group(1)).contains("asOf=" + revoked);
    assertThat(api.get(next.group(1)).json().get(0).get("name").asString()).isEqualTo("two");
  }

  @Test
  void manyKeysAreListedAsTheyWere() {
    var ids = new ArrayList<String>();
    IntStream.range(0, 620)
        .forEach(_ -> ids.addFirst(api.create("asof-many", "{}").text("apiKeyId")));
    Instant then = times(Api.key("asof-many", ids.getFirst())).getFirst();

    var shown = new ArrayList<String>();
    var page = api.list("asof-many", "?limit=300&asOf=" + then);
    for (var next = NEXT.matcher(page.header("Link")); next.matches(); ) {
      page.json().forEach(entry -> shown.add(entry.get("apiKeyId").asString()));
      page = api.get(next.group(1));
      next = NEXT.matcher(page.header("Link"));
    }
    page.json().forEach(entry -> shown.add(entry.get("apiKeyId").asString()));

    assertThat(shown).isEqualTo(ids);
    assertThat(api.list("asof-many", "?status=disabled&asOf=" + then).json()).isEmpty();
  }

  @Test
  void whatWasDoneIsExplained() {
    var created = api.create("asof-explain", "{}");
    String path = path("asof-explain", created);
    api.post(path + "/disable?reason=suspicious");
    api.post(path + "/enable");
    api.patch(path, "{\"name\": \"renamed\"}");
    var times = times(path);

    var first = explain(path, times.get(1).minusNanos(1));
    assertThat(first.get("valid").asBoolean()).isTrue();
    assertThat(first.get("since").asString()).isEqualTo(times.get(0).toString());
    assertThat(first.at("/event/type").asString()).isEqualTo("api-key.created");
    var stopped = explain(path, times.get(1));
    assertThat(stopped.get("valid").asBoolean()).isFalse();
    assertThat(stopped.get("status").asString()).isEqualTo("disabled");
    assertThat(stopped.get("decidedBy").asString()).isEqualTo("event");
    assertThat(stopped.at("/event/reason").asString()).isEqualTo("suspicious");
    assertThat(stopped.at("/event/actor/apiKeyId").asString())
        .isEqualTo(api.self().text("apiKeyId"));
    var again = explain(path, times.get(3));
    assertThat(again.at("/event/type").asString()).isEqualTo("api-key.enabled");
    assertThat(again.get("since").asString()).isEqualTo(times.get(2).toString());
    Refused.with(
        ErrorCode.NOT_FOUND, null, api.get(path + "/explain?at=" + times.get(0).minusNanos(1)));
    Refused.with(
        ErrorCode.NOT_FOUND,
        null,
        api.get(path("asof-other", created) + "/explain?at=" + times.getLast()));
  }

  @Test
  void anExpiryIsExplainedByTheClockAndByWhoSetIt() {
    var created = api.create("asof-expiry", "{}");
    String path = path("asof-expiry", created);
    Instant end = Instant.now().plusMillis(300);
    api.patch(path, "{\"expiresAt\": \"" + end + "\"}");
    await().until(() -> api.get(path).text("status").equals("expired"));
    await().until(() -> api.get(path + "/explain?at=" + end).status() == 200);

    var expired = explain(path, end);

    assertThat(expired.get("valid").asBoolean()).isFalse();
    assertThat(expired.get("status").asString()).isEqualTo("expired");
    assertThat(expired.get("decidedBy").asString()).isEqualTo("expiry");
    assertThat(expired.get("since").asString()).isEqualTo(end.toString());
    assertThat(expired.at("/event/type").asString()).isEqualTo("api-key.expiry-changed");
    assertThat(explain(path, end.minusNanos(1)).get("valid").asBoolean()).isTrue();

    var difference = diff("asof-expiry", LONG_AGO, end).get(0);
    assertThat(difference.has("from")).isFalse();
    assertThat(difference.get("to").asString()).isEqualTo("expired");
    assertThat(difference.get("changes"))
        .extracting(change -> change.get("decidedBy").asString())
        .containsExactly("event", "expiry");
  }

  @Test
  void theDifferenceIsEveryKeyThatBecameValidOrStoppedBeingSo() {
    var stays = api.create("asof-diff", "{\"name\": \"stays\"}");
    var goes = api.create("asof-diff", "{\"name\": \"goes\"}");
    Instant from = times(path("asof-diff", goes)).getFirst();
    var flash = api.create("asof-diff", "{\"name\": \"flash\"}");
    api.patch(path("asof-diff", stays), "{\"name\": \"stayed\"}");
    api.delete(path("asof-diff", flash));
    api.delete(path("asof-diff", goes) + "?reason=over");
    Instant to = times(path("asof-diff", goes)).getLast();

    var difference = diff("asof-diff", from.toString(), to);

    assertThat(difference)
        .extracting(key ->
            "%s: %s to %s, %s"
                .formatted(
                    key.get("name").asString(),
                    key.path("from").asString("nothing"),
                    key.get("to").asString(),
                    types(key)))
        .containsExactlyInAnyOrder(
            "goes: active to revoked, [api-key.revoked]",
            "flash: nothing to revoked, [api-key.created, api-key.revoked]");
    assertThat(diff("asof-diff", to.toString(), to)).isEmpty();
    assertThat(diff("asof-diff", from.toString(), to.minusNanos(1))).hasSize(1);
  }

  @Test
  void theDifferenceIsPagedByKeys() {
    var ids = new TreeSet<String>();
    IntStream.range(0, 5).forEach(_ -> ids.add(api.create("asof-pages", "{}").text("apiKeyId")));
    Instant to = times(Api.key("asof-pages", ids.first())).getLast().plusSeconds(1);
    await().until(() -> diffPage("asof-pages", LONG_AGO, to).status() == 200);

    var shown = new ArrayList<String>();
    var page = api.list("asof-pages", "/diff?limit=2&from=" + LONG_AGO + "&to=" + to);
    for (var next = NEXT.matcher(page.header("Link")); next.matches(); ) {
      page.json().forEach(key -> shown.add(key.get("apiKeyId").asString()));
      page = api.get(next.group(1));
      next = NEXT.matcher(page.header("Link"));
    }
    page.json().forEach(key -> shown.add(key.get("apiKeyId").asString()));

    assertThat(shown).isEqualTo(List.copyOf(ids));
    var lines =
        api.send(
            Api.keys("asof-pages") + "/diff?from=" + LONG_AGO + "&to=" + to,
            request -> request.header("Accept", "application/x-ndjson"));
    assertThat(lines.text().lines()).hasSize(5);
  }

  @Test
  void partnerKeysHaveAPastToo() {
    var partner = api.post("/api/v1/partner/apiKeys", "{\"kind\": \"verifier\"}");
    String path = "/api/v1/partner/apiKeys/" + partner.text("apiKeyId");
    api.delete(path);
    var times = times(path);

    assertThat(api.get(path + "?asOf=" + times.getFirst()).text("status")).isEqualTo("active");
    assertThat(explain(path, times.getLast()).get("status").asString()).isEqualTo("revoked");
    assertThat(
            api.get(
                    "/api/v1/partner/apiKeys/diff?from=%s&to=%s"
                        .formatted(times.getFirst(), times.getLast()))
                .text())
        .contains(partner.text("apiKeyId"));
    assertThat(
            api.get("/api/v1/partner/apiKeys?limit=1&asOf=" + times.getFirst())
                .json()
                .get(0)
                .get("apiKeyId")
                .asString())
        .isEqualTo(partner.text("apiKeyId"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?asOf=%s, asOf",
        "/%k?asOf=%s, asOf",
        "/%k/explain?at=%s, at",
        "/diff?from=%s&to=2127-01-01T00:00:00Z, from",
        "/diff?from=2020-01-01T00:00:00Z&to=%s, to"
      })
  void aTimeThatIsNoneOrNotOverIsRefused(String question) {
    String id = api.create("asof-refused", "{}").text("apiKeyId");
    String path = question.substring(0, question.indexOf(',')).replace("%k", id);
    String parameter = question.substring(question.indexOf(", ") + 2);
    for (String time :
        List.of(
            "",
            MARKER,
            "2026-01-01",
            "2026-01-01T00:00Z",
            FUTURE,
            "9999-12-31T23:59:59.999999999Z",
            Instant.now().plusSeconds(5).toString())) {
      Refused.with(
          ErrorCode.INVALID_PARAMETER,
          parameter,
          api.list("asof-refused", path.replace("%s", time)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/explain, at", "/diff, from", "/diff?from=2020-01-01T00:00:00Z, to"})
  void aTimeMustBeGiven(String question) {
    String id = api.create("asof-missing", "{}").text("apiKeyId");
    String path = question.substring(0, question.indexOf(','));
    Refused.with(
        ErrorCode.INVALID_PARAMETER,
        question.substring(question.indexOf(", ") + 2),
        api.list("asof-missing", path.startsWith("/explain") ? "/" + id + path : path));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "from=2020-01-02T00:00:00Z&to=2020-01-01T00:00:00Z, from",
        "from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z&limit=0, limit",
        "from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z&after=" + MARKER + ", after"
      })
  void whatCannotBeComparedIsNamed(String question) {
    Refused.with(
        ErrorCode.INVALID_PARAMETER,
        question.substring(question.indexOf(", ") + 2),
        api.list("asof-diff", "/diff?" + question.substring(0, question.indexOf(','))));
  }

  private JsonNode explain(String path, Instant at) {
    var answer = api.get(path + "/explain?at=" + at);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private Answer diffPage(String project, String from, Instant to) {
    return api.list(project, "/diff?from=" + from + "&to=" + to);
  }

  private JsonNode diff(String project, String from, Instant to) {
    var answer = diffPage(project, from, to);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private static List<String> types(JsonNode key) {
    var types = new ArrayList<String>();
    key.get("changes").forEach(change -> types.add(change.at("/event/type").asString()));
    return types;
  }

  private List<String> names(String query) {
    var answer = api.list("asof-list", query);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    var names = new ArrayList<String>();
    answer.json().forEach(entry -> names.add(entry.get("name").asString()));
    return names;
  }

  /// When something happened to a key.
  private List<Instant> times(String path) {
    var times = new ArrayList<Instant>();
    api.get(path + "/history")
        .json()
        .forEach(event -> times.add(Instant.parse(event.get("time").asString())));
    return times;
  }

  private static String path(String project, Answer created) {
    return Api.key(project, created.text("apiKeyId"));
  }
}
