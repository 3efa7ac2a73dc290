package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A reverse proxy protects an upstream that knows nothing of keys, with the examples as they are
/// shipped. The database and the service go away in the middle of it, so the tests have an order.
@Apart
@TestMethodOrder(OrderAnnotation.class)
final class ReverseProxyStory {
  private static final String PATH = "/any/path?project=another&a=b";

  /// Every way to write the names that only the proxy may use.
  private static final Map<String, String> FORGED =
      Map.of(
          "X-Keyledger-Key-Id",
          "forged",
          "X-Keyledger-Project",
          "forged",
          "x-keyledger-kind",
          "forged",
          "X_Keyledger_Project",
          "forged",
          "x_keyledger_kind",
          "forged",
          "X-Keyledger_Key_Id",
          "forged",
          "X_Keyledger-Key-Id",
          "forged");

  @TempDir private static Path directory;

  private static final Map<String, ReverseProxy> PROXIES = new HashMap<>();
  private static OutsidePostgres postgres;
  private static Node node;
  private static HttpServer upstream;
  private static Answer created;

  @BeforeAll
  static void startServiceUpstreamAndProxies() throws IOException {
    postgres = OutsidePostgres.start(directory.resolve("postgres"));
    node = Node.start(directory.resolve("data"), Node.newKey(), postgres.settings());
    created = node.api().create("demo", "{}");
    upstream = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    upstream.createContext(
        "/",
        exchange -> {
          String headers =
              exchange.getRequestHeaders().entrySet().stream()
                  .map(header -> header.getKey() + ": " + header.getValue())
                  .collect(Collectors.joining("\n", exchange.getRequestURI() + "\n", "\n"));
          byte[] body = headers.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    upstream.start();
    for (String program : List.of("nginx", "caddy")) {
      if (Installed.has(program)) {
        PROXIES.put(program, start(program, program, node.port()));
      }
    }
  }

  @AfterAll
  static void stop() throws IOException {
    PROXIES.values().forEach(ReverseProxy::close);
    upstream.stop(0);
    node.close();
    postgres.close();
  }

  @Order(1)
  @ParameterizedTest
  @ValueSource(strings = {"nginx", "caddy"})
  void itLetsGoodKeysPassAndNothingElse(String program) {
    var client = client(program);
    var verifier =
        node.api().post("/api/v1/partner/apiKeys", "{\"kind\": \"verifier\"}").text("apiKey");

    assertPasses(client, created.text("apiKeyId"), "project");
    assertPasses(client.as(node.partnerKey()), node.api().self().text("apiKeyId"), "partner");
    assertThat(forged(client.as(node.api().create("other", "{}").text("apiKey"))).status())
        .isEqualTo(403);
    assertThat(forged(client.as(verifier)).status()).isEqualTo(403);
    assertThat(forged(client.as(Node.newKey())).status()).isEqualTo(401);
    assertThat(forged(client.as(Node.newKey())).header("WWW-Authenticate")).startsWith("Bearer");
    assertThat(client.sendAnonymously(PATH, request -> request).status()).isEqualTo(401);
    assertThat(client.send(PATH, request -> request.header("X-Api-Key", client.key())).status())
        .isEqualTo(401);
    assertThat(client.send(PATH, ReverseProxyStory::withManyCookies).status()).isEqualTo(200);
    var byApiKey =
        client.sendAnonymously(PATH, request -> request.header("X-Api-Key", client.key()));
    assertThat(byApiKey.status()).isEqualTo(200);
    assertThat(byApiKey.text()).contains(created.text("apiKeyId")).doesNotContain(client.key());
    assertThat(client.get("/keyledger").text()).doesNotContain("X-Keyledger-Key-Id: [\"");
  }

  @Order(2)
  @ParameterizedTest
  @ValueSource(strings = {"nginx", "caddy"})
  void whileTheDatabaseIsAwayItLetsKnownKeysPass(String program) throws IOException {
    var client = client(program);
    postgres.goAway();

    assertPasses(client, created.text("apiKeyId"), "project");
    await().until(() -> forged(client.as(Node.newKey())).status() == 503);
  }

  @Order(3)
  @ParameterizedTest
  @ValueSource(strings = {"nginx", "caddy"})
  void whenKeyledgerIsGoneNobodyPasses(String program) {
    var client = client(program);
    node.close();

    for (String key : new String[] {client.key(), Node.newKey(), node.partnerKey()}) {
      var answer = forged(client.as(key));
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.header("Retry-After")).isEqualTo("1");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nginx", "caddy"})
  void whenKeyledgerHangsNobodyPasses(String program) throws IOException {
    Installed.assume(program);
    // The kernel takes the connection, and nobody ever answers.
    try (var hanging = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        var proxy = start(program, program + "-hanging", hanging.getLocalPort())) {
      var answer = forged(new Api("http://127.0.0.1:" + proxy.port(), Node.newKey()));

      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.header("Retry-After")).isEqualTo("1");
    }
  }

  @ParameterizedTest
  @CsvSource({"nginx,500", "nginx,503", "nginx,404", "caddy,500", "caddy,503", "caddy,404"})
  void whenKeyledgerFailsNobodyPasses(String program, int status) throws IOException {
    Installed.assume(program);
    try (var failing = Upstream.failing(status);
        var proxy = start(program, program + "-failing-" + status, failing.port())) {
      var answer = forged(new Api("http://127.0.0.1:" + proxy.port(), Node.newKey()));

      assertThat(failing.requests()).containsExactly("GET /api/v1/forward-auth?project=demo");
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.header("Retry-After")).isEqualTo("1");
    }
  }

  private static ReverseProxy start(String program, String name, int keyledger) throws IOException {
    Path own = Files.createDirectory(directory.resolve(name));
    return ReverseProxy.start(program, own, keyledger, upstream.getAddress().getPort());
  }

  /// Whoever holds the project's key, at the proxy's door.
  private static Api client(String program) {
    Installed.assume(program);
    var proxy = Objects.requireNonNull(PROXIES.get(program));
    return new Api("http://127.0.0.1:" + proxy.port(), created.text("apiKey"));
  }

  /// The upstream is told who it is, and neither the key nor anything that the client made up.
  private static void assertPasses(Api client, String id, String kind) {
    var answer = forged(client);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.text().lines())
        .contains(
            PATH,
            "X-keyledger-key-id: [" + id + "]",
            "X-keyledger-project: [demo]",
            "X-keyledger-kind: [" + kind + "]");
    assertThat(answer.text()).doesNotContain("forged", client.key()).doesNotContain("uthorization");
  }

  /// More than Keyledger would read.
  private static HttpRequest.Builder withManyCookies(HttpRequest.Builder request) {
    return request.header("Cookie", "a=" + "1".repeat(6000)).header("X-Other", "2".repeat(3000));
  }

  private static Answer forged(Api client) {
    return client.send(
        PATH,
        request -> {
          FORGED.forEach(request::header);
          return request;
        });
  }
}
