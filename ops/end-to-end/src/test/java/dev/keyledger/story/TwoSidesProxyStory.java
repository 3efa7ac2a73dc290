package dev.keyledger.story;

import static java.net.http.HttpRequest.BodyPublishers.ofString;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyledger.http.ErrorCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the nginx that is shipped for two sides does when a node fails: it asks another one exactly
/// where that is safe. One node of a side dies of every request, and the others answer.
@Apart
final class TwoSidesProxyStory {
  private static final String KEY = Api.key("demo", "some");

  /// No node has more, so that nginx does not take it for failed.
  private static final int REQUESTS = 2;

  @TempDir private Path directory;

  private Upstream dying;
  private Upstream well;

  @BeforeAll
  static void needsNginx() {
    Installed.assume("nginx");
  }

  @BeforeEach
  void start() throws IOException {
    dying = Upstream.dying();
    well = Upstream.named("well");
  }

  @AfterEach
  void stop() {
    dying.close();
    well.close();
  }

  private ReverseProxy proxy() throws IOException {
    return ReverseProxy.ofTwoSides(
        directory,
        List.of(dying.port(), well.port()),
        List.of(dying.port(), well.port(), well.port()));
  }

  private static Api api(ReverseProxy proxy) {
    return new Api("http://127.0.0.1:" + proxy.port(), "");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /api/v1/self, ''",
    "GET, /api/v1/forward-auth?project=p, ''",
    "POST, /api/v1/introspect, ''",
    "POST, /api/v1/verify, ''",
    "POST, /api/v1/verify/batch, ''",
    "POST, /api/v1/revoke, ''",
    "DELETE, /api/v1/projects/demo/apiKeys/some, ''",
    "POST, /api/v1/projects/demo/apiKeys, once",
    "POST, /api/v1/partner/apiKeys, once"
  })
  void whatMayBeRepeatedIsSentToAnotherNode(String method, String path, String idempotencyKey)
      throws IOException {
    try (var proxy = proxy()) {
      for (int i = 0; i < REQUESTS; i++) {
        assertThat(send(proxy, method, path, idempotencyKey).header(Upstream.NAME))
            .isEqualTo("well");
      }
    }
    assertThat(dying.requests()).isNotEmpty();
    assertThat(well.requests()).hasSize(REQUESTS);
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /api/v1/projects/demo/apiKeys",
    "POST, /api/v1/partner/apiKeys",
    "PATCH, /api/v1/projects/demo/apiKeys/some",
    "POST, /api/v1/projects/demo/apiKeys/some/rotate",
    "POST, /api/v1/projects/demo/apiKeys/some/disable",
    "POST, /api/v1/admin/views/catalog/replay"
  })
  void whatAnotherNodeWouldDoOnceMoreIsNot(String method, String path) throws IOException {
    int failed = 0;
    try (var proxy = proxy()) {
      for (int i = 0; i < 3; i++) {
        var answer = send(proxy, method, path, "");
        if (!answer.header(Upstream.NAME).equals("well")) {
          assertRefused(ErrorCode.OUTCOME_UNKNOWN, answer);
          failed++;
        }
      }
    }
    assertThat(dying.requests()).hasSize(failed).isNotEmpty();
    assertThat(well.requests()).hasSize(3 - failed);
  }

  @Test
  void whatNeverReachedANodeIsSentToAnother() throws IOException {
    dying.close();
    try (var proxy = proxy()) {
      for (int i = 0; i < 6; i++) {
        assertThat(api(proxy).create("demo", "{}").header(Upstream.NAME)).isEqualTo("well");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /api/v1/self, '', UNAVAILABLE",
    "POST, /api/v1/introspect, '', UNAVAILABLE",
    "POST, /api/v1/projects/demo/apiKeys, '', OUTCOME_UNKNOWN",
    "POST, /api/v1/projects/demo/apiKeys, once, OUTCOME_UNKNOWN",
    "DELETE, /api/v1/projects/demo/apiKeys/some, '', OUTCOME_UNKNOWN",
    "POST, /api/v1/revoke, '', OUTCOME_UNKNOWN"
  })
  void whenNoNodeIsThereTheAnswerIsAProblemOfTheApi(
      String method, String path, String idempotencyKey, ErrorCode code) throws IOException {
    dying.close();
    well.close();
    try (var proxy = proxy()) {
      assertRefused(code, send(proxy, method, path, idempotencyKey));
    }
  }

  /// As when PostgreSQL is away: keys that are known must be verified all the same.
  @Test
  void nodesThatFailAreAskedAllTheSameWhenNoOtherIsLeft() throws IOException {
    well.close();
    try (var proxy = proxy()) {
      for (int i = 0; i < 12; i++) {
        assertRefused(ErrorCode.UNAVAILABLE, send(proxy, "GET", "/api/v1/self", ""));
      }
      int asked = dying.requests().size();

      assertRefused(ErrorCode.UNAVAILABLE, send(proxy, "GET", "/api/v1/self", ""));
      assertThat(dying.requests()).hasSizeGreaterThan(asked);
    }
  }

  @Test
  void aNodeThatCannotSayHasNotTheLastWordUnlessAllSaySo() throws IOException {
    String question = "/api/v1/introspect";
    try (var unavailable = Upstream.unavailable();
        var proxy = inFrontOf("one", List.of(unavailable.port(), well.port(), well.port()));
        var helpless = inFrontOf("all", Collections.nCopies(3, unavailable.port()))) {
      for (int i = 0; i < 6; i++) {
        assertThat(send(proxy, "POST", question, "").header(Upstream.NAME)).isEqualTo("well");
        assertThat(send(helpless, "POST", question, "").header(Upstream.NAME))
            .isEqualTo("unavailable");
      }
      assertThat(unavailable.requests()).hasSizeGreaterThan(12);
      assertThat(send(helpless, "DELETE", KEY, "").header(Upstream.NAME)).isEqualTo("well");
    }
  }

  private ReverseProxy inFrontOf(String name, List<Integer> querySide) throws IOException {
    return ReverseProxy.ofTwoSides(
        Files.createDirectory(directory.resolve(name)),
        List.of(well.port(), well.port()),
        querySide);
  }

  private static Answer send(
      ReverseProxy proxy, String method, String path, String idempotencyKey) {
    return api(proxy)
        .sendAnonymously(
            path,
            request ->
                (idempotencyKey.isEmpty()
                        ? request
                        : request.header("Idempotency-Key", idempotencyKey))
                    .header("X-Request-Id", "mine")
                    .method(method, ofString("{}")));
  }

  /// nginx names itself in its own answers; otherwise they are as the service's.
  private static void assertRefused(ErrorCode code, Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(code.status());
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.header("Retry-After")).isEqualTo("1");
    assertThat(answer.header("X-Request-Id")).isEqualTo("mine");
    assertThat(answer.json().required("status").intValue()).isEqualTo(code.status());
    assertThat(answer.text("errorCode")).isEqualTo(code.name());
    assertThat(answer.text("type")).isEqualTo(code.type());
    assertThat(answer.text("title")).isEqualTo(code.title());
    assertThat(answer.text("detail")).isNotBlank().isEqualTo(answer.text("message"));
  }

  @Test
  void nodesHearWhoAsksFromNginxAlone() throws IOException {
    dying.close();
    try (var proxy = proxy()) {
      var answer =
          api(proxy)
              .as("its-key")
              .send(
                  "/api/v1/self",
                  request -> {
                    forged().forEach(request::header);
                    return request.header("X-Request-Id", "not good").header("traceparent", "kept");
                  });

      assertThat(answer.text())
          .doesNotContain("forged", "not good")
          .contains("X-forwarded-for: [127.0.0.1]", "X-forwarded-proto: [http]")
          .contains("X-forwarded-host: [127.0.0.1:" + proxy.port() + "]")
          .contains("Host: [127.0.0.1:" + proxy.port() + "]")
          .contains("Authorization: [Bearer its-key]", "Traceparent: [kept]")
          .containsPattern("X-request-id: \\[[0-9a-f]{32}]");
    }
  }

  private static Map<String, String> forged() {
    return Map.of(
        "X-Keyledger-Key-Id", "forged",
        "X-Keyledger-Project", "forged",
        "X-Keyledger-Kind", "forged",
        "X_Keyledger_Kind", "forged",
        "X-Forwarded-For", "forged",
        "X-Forwarded-Host", "forged",
        "X-Forwarded-Proto", "forged",
        "Forwarded", "for=forged");
  }

  @Test
  void aStreamArrivesAsItComes() throws Exception {
    try (var streaming = Upstream.beginning("an event");
        var proxy = inFrontOf("nginx", Collections.nCopies(3, streaming.port()));
        var client = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(
                  URI.create("http://127.0.0.1:" + proxy.port() + "/api/v1/auditEvents/stream"))
              .timeout(Duration.ofSeconds(10));
      try (var body = client.send(request.build(), BodyHandlers.ofInputStream()).body()) {
        assertThat(new BufferedReader(new InputStreamReader(body, UTF_8)).readLine())
            .isEqualTo("an event");
      }
      client.shutdownNow();
    }
  }

  @Test
  void keysAreInNoLog() throws IOException {
    String key = Node.newKey();
    try (var proxy = proxy()) {
      for (int i = 0; i < REQUESTS; i++) {
        api(proxy).as(key).get("/api/v1/self?access_token=" + key);
        api(proxy).as(key).post("/api/v1/projects/" + key + "/apiKeys", key);
      }
    }

    assertThat(Files.readString(directory.resolve("access.log")))
        .contains("GET 200", "POST")
        .doesNotContain(key);
    assertThat(Files.readString(directory.resolve("error.log"))).doesNotContain(key);
  }
}
