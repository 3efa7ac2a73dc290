package dev.keyledger.story;

import static dev.keyledger.story.Refused.MARKER;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyledger.http.ErrorCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An auditor asks what happened, and who did it.
@ExtendWith(SharedNode.class)
final class AuditEventsStory {
  /// Where a digest may be, in hex or base64: as long as the shorter of them, or longer.
  private static final Pattern LONG_WORD = Pattern.compile("[0-9A-Za-z+/=]{44,}");

  private static final Pattern NEXT = Pattern.compile("<(/api/v1/[^>]+)>; rel=\"next\"");
  private static final String EVENTS = "/api/v1/auditEvents";

  private final Node node;
  private final Api api;

  AuditEventsStory(Node node) {
    this.node = node;
    this.api = node.api();
  }

  @Test
  void whoRevokedThisKeyAndWhy() {
    var partner =
        api.post("/api/v1/partner/apiKeys", "{\"kind\": \"partner\", \"name\": \"night shift\"}");
    var created = api.create("audit-who", "{\"name\": \"lost\"}");
    Instant before = Instant.now();
    api.as(partner.text("apiKey"))
        .send(
            Api.key("audit-who", created.text("apiKeyId")) + "?reason=lost%20laptop",
            request -> request.header("X-Request-Id", "ticket-4711").DELETE());
    api.patch("/api/v1/partner/apiKeys/" + partner.text("apiKeyId"), "{\"name\": \"day shift\"}");

    var events = events("/api/v1/projects/audit-who/auditEvents?type=api-key.revoked");

    assertThat(events).hasSize(1);
    var revoked = events.getFirst();
    assertThat(revoked.propertyNames())
        .containsExactly(
            "position",
            "time",
            "type",
            "apiKeyId",
            "projectId",
            "actor",
            "reason",
            "requestId",
            "changes");
    assertThat(Instant.parse(revoked.get("time").asString())).isAfter(before.minusSeconds(1));
    assertThat(revoked.get("apiKeyId").asString()).isEqualTo(created.text("apiKeyId"));
    assertThat(revoked.get("projectId").asString()).isEqualTo("audit-who");
    assertThat(revoked.get("actor").toString())
        .isEqualTo(
            "{\"kind\":\"partner\",\"apiKeyId\":\"%s\",\"name\":\"night shift\"}"
                .formatted(partner.text("apiKeyId")));
    assertThat(revoked.get("reason").asString()).isEqualTo("lost laptop");
    assertThat(revoked.get("requestId").asString()).isEqualTo("ticket-4711");
    assertThat(revoked.get("changes").toString())
        .isEqualTo("{\"revoked\":{\"from\":false,\"to\":true}}");
  }

  @Test
  void theBiographyOfAKeySaysWhatChanged() {
    var created =
        api.create(
            "audit-life", "{\"name\": \"a\", \"expiresAt\": \"2127-01-01T00:00:00.000000001Z\"}");
    String path = Api.key("audit-life", created.text("apiKeyId"));
    api.patch(path, "{\"name\": \"b\", \"expiresAt\": null, \"metadata\": {\"team\": \"x\"}}");
    api.patch(path, "{\"name\": null}");
    api.post(path + "/disable");
    api.post(path + "/enable");
    var rotated = api.post(path + "/rotate", "{\"overlapSeconds\": 0}");
    api.delete(path);
    String first = created.text("apiKey").substring(0, 8);
    String second = rotated.text("apiKey").substring(0, 8);

    var history = events(path + "/history");

    assertThat(history)
        .extracting(event ->
            event.get("type").asString() + " " + event.get("changes").toString().replace('"', '\''))
        .containsExactly(
            "api-key.created {'expiresAt':{'to':'2127-01-01T00:00:00.000000001Z'},"
                + "'kind':{'to':'project'},'name':{'to':'a'},'prefix':{'to':'"
                + first
                + "'}}",
            "api-key.renamed {'name':{'from':'a','to':'b'}}",
            "api-key.expiry-changed {'expiresAt':{'from':'2127-01-01T00:00:00.000000001Z'}}",
            "api-key.metadata-changed {'metadata':{'to':{'team':'x'}}}",
            "api-key.renamed {'name':{'from':'b'}}",
            "api-key.disabled {'disabled':{'from':false,'to':true}}",
            "api-key.enabled {'disabled':{'from':true,'to':false}}",
            "api-key.rotated {'prefix':{'from':'" + first + "','to':'" + second + "'}}",
            "api-key.revoked {'revoked':{'from':false,'to':true}}");
    assertThat(history.toString())
        .doesNotContain(created.text("apiKey").substring(9), rotated.text("apiKey").substring(9))
        .doesNotContain("digest", "Hash");
    assertThat(all(path + "/history?limit=2")).isEqualTo(history);
    assertThat(events("/api/v1/projects/audit-life/auditEvents?order=oldest")).isEqualTo(history);
    assertThat(events("/api/v1/projects/audit-life/auditEvents")).isEqualTo(history.reversed());
  }

  @Test
  void everyEventOfTheLedgerIsShown() {
    api.create("audit-all", "{}");
    long head =
        node.bean(JdbcClient.class)
            .sql("SELECT position FROM ledger.head")
            .query(Long.class)
            .single();

    var shown = all(EVENTS + "?order=oldest&limit=200");

    assertThat(shown.stream().map(event -> event.get("position").asLong()).limit(head).toList())
        .isEqualTo(LongStream.rangeClosed(1, head).boxed().toList());
    assertThat(shown.get(0).get("actor").toString()).isEqualTo("{\"kind\":\"system\"}");
    assertThat(shown).anyMatch(event -> event.get("type").asString().equals("partner-key.counted"));
    String text = shown.toString();
    assertThat(text).doesNotContainIgnoringCase("digest");
    var words = LONG_WORD.matcher(text).results().map(MatchResult::group).collect(toSet());
    var digests =
        node.bean(JdbcClient.class)
            .sql(
                """
                SELECT encode(digest, 'hex') FROM lookup.api_key
                UNION ALL SELECT encode(digest, 'base64') FROM lookup.api_key
                """)
            .query(String.class)
            .list();
    assertThat(digests).isNotEmpty();
    assertThat(words).noneMatch(word -> digests.stream().anyMatch(word::contains));
  }

  @Test
  void eventsArePagedInBothOrders() {
    IntStream.range(0, 7).forEach(_ -> api.create("audit-pages", "{}"));
    var events = events("/api/v1/projects/audit-pages/auditEvents?order=oldest");

    assertThat(all("/api/v1/projects/audit-pages/auditEvents?order=oldest&limit=2"))
        .isEqualTo(events);
    assertThat(all("/api/v1/projects/audit-pages/auditEvents?limit=3"))
        .isEqualTo(events.reversed());
    assertThat(all("/api/v1/projects/audit-pages/auditEvents?limit=7")).hasSize(7);
    long third = events.get(2).get("position").asLong();
    assertThat(events("/api/v1/projects/audit-pages/auditEvents?order=oldest&after=" + third))
        .isEqualTo(events.subList(3, 7));
    assertThat(events("/api/v1/projects/audit-pages/auditEvents?after=" + third))
        .isEqualTo(events.subList(0, 2).reversed());
    assertThat(events("/api/v1/projects/audit-pages/auditEvents?after=" + Long.MAX_VALUE))
        .hasSize(7);
  }

  @Test
  void theNextPageKeepsWhatIsAskedFor() {
    var created = api.create("audit-next", "{}");
    String path = Api.key("audit-next", created.text("apiKeyId"));
    IntStream.range(0, 3).forEach(i -> api.patch(path, "{\"name\": \"" + i + "\"}"));
    api.post(path + "/disable");
    api.create("audit-next", "{}");

    var shown =
        all(
            EVENTS
                + "?type=api-key.renamed&type=api-key.disabled&limit=1&apiKeyId=%s&actor=%s&from=%s&to=%s&unknown=%%3E"
                    .formatted(
                        created.text("apiKeyId"),
                        api.self().text("apiKeyId"),
                        "2020-01-01T00:00:00%2B00:00",
                        "2127-01-01T00:00:00Z"));

    assertThat(shown)
        .extracting(event -> event.get("type").asString())
        .containsExactly(
            "api-key.disabled", "api-key.renamed", "api-key.renamed", "api-key.renamed");
  }

  @Test
  void eventsAreFoundByTheirTime() {
    IntStream.range(0, 4).forEach(_ -> api.create("audit-time", "{}"));
    String path = "/api/v1/projects/audit-time/auditEvents?order=oldest";
    var events = events(path);
    var second = Instant.parse(events.get(1).get("time").asString());
    var third = Instant.parse(events.get(2).get("time").asString());

    assertThat(events(path + "&from=" + second)).isEqualTo(events.subList(1, 4));
    assertThat(events(path + "&from=" + second.plusNanos(1))).isEqualTo(events.subList(2, 4));
    assertThat(events(path + "&to=" + third)).isEqualTo(events.subList(0, 2));
    assertThat(events(path + "&to=" + third.plusNanos(1))).isEqualTo(events.subList(0, 3));
    assertThat(events(path + "&from=" + second + "&to=" + third)).isEqualTo(events.subList(1, 2));
    assertThat(events(path + "&from=9999-12-31T23:59:59.999999999Z")).isEmpty();
    assertThat(events(path + "&to=0000-01-01T00:00:00Z")).isEmpty();
    assertThat(events(path + "&from=0000-01-01T00:00:00Z&to=9999-12-31T23:59:59.999999999Z"))
        .isEqualTo(events);
  }

  @Test
  void whatTheServiceDidByItselfIsFoundToo() {
    api.create("audit-system", "{}");

    assertThat(events(EVENTS + "?actor=system")).isNotEmpty();
    assertThat(events("/api/v1/projects/audit-system/auditEvents?actor=system")).isEmpty();
    assertThat(events("/api/v1/projects/audit-nobody/auditEvents")).isEmpty();
  }

  @Test
  void aPartnerKeyHasAHistoryToo() {
    var partner = api.post("/api/v1/partner/apiKeys", "{\"kind\": \"partner\"}");
    String path = "/api/v1/partner/apiKeys/" + partner.text("apiKeyId");
    api.delete(path);

    assertThat(events(path + "/history"))
        .extracting(event -> event.get("type").asString())
        .containsExactly(
            "api-key.created", "partner-key.counted", "api-key.revoked", "partner-key.counted");
    Refused.with(
        ErrorCode.NOT_FOUND,
        api.get(Api.key("audit-partner", partner.text("apiKeyId")) + "/history"));
  }

  @Test
  void eventsComeOneALineToWhoeverAsksForThat() {
    IntStream.range(0, 3).forEach(_ -> api.create("audit-lines", "{}"));
    String path = "/api/v1/projects/audit-lines/auditEvents";

    var lines = api.send(path, request -> request.header("Accept", "application/x-ndjson"));

    assertThat(lines.header("Content-Type")).isEqualTo("application/x-ndjson");
    assertThat(lines.text()).endsWith("}\n");
    assertThat(lines.text().lines().map(JsonMapper.shared()::readTree).toList())
        .isEqualTo(events(path));
    var keys = api.send(Api.keys("audit-lines"), r -> r.header("Accept", "application/x-ndjson"));
    assertThat(keys.text().lines().map(JsonMapper.shared()::readTree).toList())
        .containsExactlyElementsOf(api.list("audit-lines", "").json());
    var none = api.send(path + "?actor=system", r -> r.header("Accept", "application/x-ndjson"));
    assertThat(none.text()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'application/x-ndjson, application/json', application/json",
    "'application/json;q=0.5, application/x-ndjson', application/x-ndjson",
    "'application/json;q=0, */*', application/x-ndjson",
    "*/*, application/json"
  })
  void theFormIsTheOneThatIsWelcomeMost(String accept, String type) {
    assertThat(api.send(EVENTS, request -> request.header("Accept", accept)).header("Content-Type"))
        .isEqualTo(type);
  }

  @Test
  void aFormThatIsNotOfferedIsRefused() {
    Refused.with(
        ErrorCode.NOT_ACCEPTABLE,
        api.send(EVENTS, request -> request.header("Accept", "text/html")));
    Refused.with(
        ErrorCode.NOT_ACCEPTABLE,
        api.send("/api/v1/self", request -> request.header("Accept", "application/x-ndjson")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "apiKeyId=" + MARKER,
        "apiKeyId=",
        "type=" + MARKER,
        "type=",
        "type=ApiKeyRevoked",
        "actor=" + MARKER,
        "actor=",
        "from=" + MARKER,
        "from=",
        "from=2026-01-01",
        "to=" + MARKER,
        "order=" + MARKER,
        "order=",
        "limit=0",
        "limit=1001",
        "limit=x",
        "after=-1",
        "after=" + MARKER,
        "after=9223372036854775808"
      })
  void whatCannotBeAskedForIsNamed(String query) {
    String parameter = query.substring(0, query.indexOf('='));
    Refused.with(ErrorCode.INVALID_PARAMETER, parameter, api.get(EVENTS + "?" + query));
    Refused.with(
        ErrorCode.INVALID_PARAMETER,
        parameter,
        api.get("/api/v1/projects/audit-refused/auditEvents?" + query));
  }

  @Test
  void theLogIsForPartnersAlone() {
    var created = api.create("audit-closed", "{}");
    var own = api.as(created.text("apiKey"));
    String path = Api.key("audit-closed", created.text("apiKeyId"));
    for (String asked :
        List.of(
            EVENTS,
            "/api/v1/projects/audit-closed/auditEvents",
            path + "/history",
            path + "/explain?at=2026-01-01T00:00:00Z",
            Api.keys("audit-closed") + "/diff?from=x&to=y")) {
      Refused.with(ErrorCode.INSUFFICIENT_SCOPE, own.get(asked));
    }
  }

  private List<JsonNode> events(String path) {
    return events(api.get(path));
  }

  private static List<JsonNode> events(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    var events = new ArrayList<JsonNode>();
    answer.json().forEach(events::add);
    return events;
  }

  /// The events of this page and of all that follow.
  private List<JsonNode> all(String path) {
    var events = new ArrayList<JsonNode>();
    var page = api.get(path);
    while (true) {
      events.addAll(events(page));
      var next = NEXT.matcher(page.header("Link"));
      if (!next.matches()) {
        return events;
      }
      page = api.get(next.group(1));
    }
  }
}
