package dev.keyledger.story;

import static dev.keyledger.story.Refused.MARKER;
import static java.net.http.HttpRequest.BodyPublishers.ofString;
import static org.assertj.core.api.Assertions.assertThat;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request.Method;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.ValidationReport;
import dev.keyledger.http.ErrorCode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What was promised: creations to the contract that the service was ordered with, and everything
/// else to what the service itself documents.
@ExtendWith(SharedNode.class)
final class ContractStory {
  private static final String PATH = Api.keys("contract");

  private static final OpenApiInteractionValidator CONTRACT =
      OpenApiInteractionValidator.createForSpecificationUrl("create-api-key.openapi.yaml").build();

  private static final String PAST = "2020-01-01T00:00:00Z";
  private static final String LINES = "application/x-ndjson";

  private final Api api;
  private final OpenApiInteractionValidator documentation;

  ContractStory(Node node) {
    this.api = node.api();
    this.documentation =
        OpenApiInteractionValidator.createForInlineApiSpecification(api.get("/v3/api-docs").text())
            .build();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"name\": \"test\", \"expiresAt\": \"2127-09-10T10:11:00Z\"}",
        "{\"name\": \"test\"}",
        "{\"expiresAt\": \"2127-09-10T10:11:00.123456789+05:30\"}",
        "{}"
      })
  void aCreationAndItsAnswerKeepTheContract(String body) {
    var answer = api.create("contract", body);

    assertThat(answer.status()).isEqualTo(200);
    assertKept(CONTRACT.validate(creation(body), response(answer)));
    assertKept(documentation.validate(creation(body), response(answer)));
  }

  /// A null is an absent member. The contract's schema leaves it open; ours names it.
  @Test
  void nullsAreAsDocumented() {
    String body = "{\"name\": null, \"expiresAt\": null}";

    assertKept(documentation.validate(creation(body), response(api.create("contract", body))));
  }

  @Test
  void theContractNoticesABrokenPromise() {
    var broken = SimpleResponse.Builder.ok().withContentType("application/json");

    assertThat(
            CONTRACT
                .validateResponse(PATH, Method.POST, broken.withBody("{\"secret\": 1}").build())
                .hasErrors())
        .isTrue();
  }

  @Test
  void listsAndSelfAreAsDocumented() {
    api.create("contract", "{\"name\": \"a\", \"expiresAt\": \"2127-09-10T10:11:00Z\"}");
    var created = api.create("contract", "{}");

    assertDocumented(Method.GET, PATH, 200, api.list("contract", "?limit=1"));
    assertDocumented(Method.GET, PATH, 200, api.list("contract", ""));
    assertDocumented(Method.GET, PATH, 200, api.list("contract-of-nobody", ""));
    assertDocumented(Method.GET, "/api/v1/self", 200, api.self());
    assertDocumented(Method.GET, "/api/v1/self", 200, api.as(created.text("apiKey")).self());
  }

  @Test
  void theLifeOfAKeyIsAsDocumented() {
    var created = api.create("contract", "{\"metadata\": {\"a\": \"b\"}}");
    String path = Api.key("contract", created.text("apiKeyId"));

    assertDocumented(Method.GET, path, 200, api.get(path));
    assertDocumented(Method.PATCH, path, 204, api.patch(path, "{\"name\": \"x\"}"));
    assertDocumented(Method.POST, path + "/disable", 204, api.post(path + "/disable"));
    assertDocumented(Method.GET, path, 200, api.get(path));
    assertDocumented(Method.POST, path + "/enable", 204, api.post(path + "/enable"));
    assertDocumented(Method.POST, path + "/rotate", 200, api.post(path + "/rotate"));
    assertDocumented(Method.GET, path, 200, api.get(path));
    assertDocumented(Method.POST, path + "/rotate", 409, api.post(path + "/rotate"));
    assertDocumented(
        Method.POST, path + "/rotate/complete", 204, api.post(path + "/rotate/complete"));
    assertDocumented(Method.DELETE, path, 200, api.delete(path));
    assertDocumented(Method.GET, path, 200, api.get(path));
    assertDocumented(Method.PATCH, path, 409, api.patch(path, "{\"name\": \"y\"}"));
    assertDocumented(Method.PATCH, path, 400, api.patch(path, MARKER));
    assertDocumented(
        Method.PATCH, path, 415, api.send(path, r -> r.method("PATCH", ofString("{}"))));
    assertDocumented(Method.GET, path + "0", 404, api.get(path + "0"));
    assertDocumented(
        Method.DELETE, path, 200, api.send(path, r -> r.header("If-Match", "\"1\"").DELETE()));
    assertDocumented(
        Method.POST,
        path + "/enable",
        412,
        api.send(path + "/enable", r -> r.header("If-Match", "\"1\"").POST(ofString(""))));
  }

  @Test
  void thePastIsAsDocumented() {
    var created = api.create("contract-past", "{\"name\": \"a\", \"metadata\": {\"a\": \"b\"}}");
    String path = Api.key("contract-past", created.text("apiKeyId"));
    api.patch(path, "{\"name\": null, \"metadata\": {\"a\": \"c\"}}");
    api.post(path + "/rotate");
    api.delete(path + "?reason=over");
    String keys = Api.keys("contract-past");
    var times = api.get(path + "/history").json().findValuesAsString("time");
    String first = times.getFirst();
    String last = times.getLast();

    for (String events :
        List.of("/api/v1/auditEvents", "/api/v1/projects/contract-past/auditEvents")) {
      assertDocumented(Method.GET, events, 200, api.get(events));
      assertDocumented(Method.GET, events, 200, api.get(events + "?limit=1"));
      assertDocumented(Method.GET, events, 400, api.get(events + "?order=" + MARKER));
      assertDocumented(Method.GET, events, 200, api.send(events, r -> r.header("Accept", LINES)));
    }
    assertDocumented(Method.GET, path + "/history", 200, api.get(path + "/history"));
    assertDocumented(Method.GET, path + "0/history", 404, api.get(path + "0/history"));
    assertDocumented(Method.GET, path, 200, api.get(path + "?asOf=" + first));
    assertDocumented(Method.GET, keys, 200, api.get(keys + "?asOf=" + first));
    for (String time : List.of(first, last)) {
      assertDocumented(Method.GET, path + "/explain", 200, api.get(path + "/explain?at=" + time));
    }
    assertDocumented(Method.GET, path + "/explain", 400, api.get(path + "/explain"));
    assertDocumented(
        Method.GET, keys + "/diff", 200, api.get(keys + "/diff?from=" + PAST + "&to=" + last));
  }

  @Test
  void refusalsAreAsDocumented() {
    var projectKey = api.as(api.create("contract", "{}").text("apiKey"));

    assertDocumented(Method.POST, PATH, 400, api.create("contract", MARKER));
    assertDocumented(Method.POST, PATH, 400, api.create("contract", "{\"name\": \"\"}"));
    assertDocumented(Method.POST, PATH, 400, api.create("contract!", "{}"));
    assertDocumented(Method.POST, PATH, 401, api.as(MARKER).create("contract", "{}"));
    assertDocumented(Method.POST, PATH, 403, projectKey.create("contract", "{}"));
    assertDocumented(
        Method.POST, PATH, 406, api.as(api.key()).send(PATH, post("application/json", MARKER)));
    assertDocumented(Method.POST, PATH, 413, api.create("contract", " ".repeat(16 * 1024) + "{}"));
    assertDocumented(Method.POST, PATH, 415, api.send(PATH, post("text/plain", "*/*")));
    assertDocumented(Method.GET, PATH, 400, api.list("contract", "?limit=0"));
    assertDocumented(Method.GET, PATH, 403, projectKey.list("contract", ""));
  }

  @Test
  void refusalsOfAnyOperationAreAsDocumented() {
    for (String path : List.of(PATH, "/api/v1/self")) {
      assertDocumented(Method.GET, path, 400, api.get(path + "?access_token=" + MARKER));
      assertDocumented(Method.GET, path, 401, api.sendAnonymously(path, UnaryOperator.identity()));
      assertDocumented(Method.GET, path, 401, api.as(MARKER).get(path));
      assertDocumented(
          Method.GET, path, 406, api.send(path, request -> request.header("Accept", "text/html")));
    }
    assertDocumented(
        Method.POST, PATH, 400, api.send(PATH + "?access_token=" + MARKER, post("*/*", "*/*")));
    assertDocumented(
        Method.POST, PATH, 401, api.sendAnonymously(PATH, post("application/json", "*/*")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/ledger/checkpoint", "/api/v1/ledger/key"})
  void textsForEverybodyAreAsDocumented(String path) {
    assertDocumented(Method.GET, path, 200, api.sendAnonymously(path, UnaryOperator.identity()));
    assertDocumented(Method.GET, path, 400, api.get(path + "?access_token=" + MARKER));
    assertDocumented(Method.GET, path, 401, api.as(MARKER).get(path));
    assertDocumented(
        Method.GET, path, 406, api.send(path, request -> request.header("Accept", "text/html")));
  }

  @Test
  void proofsForEverybodyAreAsDocumented() {
    api.create("contract", "{}");
    api.create("contract", "{}");

    String path = "/api/v1/ledger/proofs/inclusion";
    assertDocumented(Method.GET, path, 200, api.get(path + "?position=1&size=2"));
    assertDocumented(Method.GET, path, 400, api.get(path + "?position=3&size=2"));
    path = "/api/v1/ledger/proofs/consistency";
    assertDocumented(Method.GET, path, 200, api.get(path + "?from=1&to=2"));
    assertDocumented(Method.GET, path, 400, api.get(path + "?from=3&to=2"));
  }

  @Test
  void anAcceptableAnswerIsJsonWhateverElseWouldBeWelcome() {
    for (String accept :
        new String[] {
          "*/*",
          "application/*",
          "application/json",
          "APPLICATION/JSON;q=0.001",
          "text/html, */*;q=0.1",
          "application/problem+json, application/json",
          "application/vnd." + MARKER + "+json, */*;q=0.1",
          "application/json;charset=iso-8859-1",
          "application/json;profile=" + MARKER
        }) {
      var answer = api.send(PATH, post("application/json", accept));
      assertThat(answer.status()).as(accept).isEqualTo(200);
      assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    }
    for (String accept :
        new String[] {
          "text/html",
          "application/xml, text/" + MARKER,
          "application/problem+json",
          "*/*;q=0",
          "application/json;q=0, */*",
          "application/*;q=0, */*",
          MARKER,
          "*/" + MARKER,
          "application/json;q=" + MARKER
        }) {
      Refused.with(ErrorCode.NOT_ACCEPTABLE, api.send(PATH, post("application/json", accept)));
    }
  }

  private SimpleRequest creation(String body) {
    return SimpleRequest.Builder.post(PATH)
        .withAuthorization("Bearer " + api.key())
        .withContentType("application/json")
        .withBody(body)
        .build();
  }

  private static UnaryOperator<HttpRequest.Builder> post(String contentType, String accept) {
    return request ->
        request
            .header("Content-Type", contentType)
            .header("Accept", accept)
            .POST(BodyPublishers.ofString("{}"));
  }

  private void assertDocumented(Method method, String path, int status, Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertKept(documentation.validateResponse(path, method, response(answer)));
  }

  private static SimpleResponse response(Answer answer) {
    var response = SimpleResponse.Builder.status(answer.status()).withBody(answer.text());
    answer.headers().map().forEach(response::withHeader);
    return response.build();
  }

  private static void assertKept(ValidationReport report) {
    assertThat(report.getMessages()).isEmpty();
  }
}
