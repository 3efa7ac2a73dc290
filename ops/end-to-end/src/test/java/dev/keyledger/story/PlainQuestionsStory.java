package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.keyledger.http.ErrorCode;
import dev.keyledger.http.RequestId;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A question at a door that is as plain as a proxy's is answered on a shorter way than others, and
/// nobody can tell.
@ExtendWith(SharedNode.class)
final class PlainQuestionsStory {
  private static final String DOOR = "/api/v1/forward-auth?project=plain";
  private static final String HOST = "Host: a\r\n";
  private static final int QUESTIONS = 5;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Node node;

  PlainQuestionsStory(Node node) {
    this.node = node;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET DOOR HTTP/1.1\r\nHost: a:80\r\n",
        "GET DOOR HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n",
        "GET DOOR HTTP/1.1\r\nHost: a\r\nConnection: close\r\n",
        "GET DOOR HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n",
        "GET DOOR HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n",
        "GET DOOR HTTP/1.0\r\nHost: a\r\n",
        "GET http://a:80DOOR HTTP/1.1\r\nHost: a\r\n"
      })
  void whoAsksInAnotherWayHearsTheSame(String head) {
    assertThat(headers(ask(head))).isEqualTo(headers(ask("GET DOOR HTTP/1.1\r\n" + HOST)));
  }

  @Test
  void aPlainQuestionIsAnsweredInFull() {
    var answer = ask("GET DOOR HTTP/1.1\r\nHost: a:8080\r\n");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).isEmpty();
    assertThat(answer.headers().map().keySet())
        .containsExactlyInAnyOrder(
            "Date",
            "X-Keyledger-Key-Id",
            "X-Keyledger-Project",
            "X-Keyledger-Kind",
            RequestId.HEADER,
            "Cache-Control",
            "Content-Length");
    assertThat(answer.headers().map()).allSatisfy((_, values) -> assertThat(values).hasSize(1));
    assertThat(answer.header(RequestId.HEADER)).isEqualTo("asked");
  }

  /// Jetty counts the bytes that it writes itself: none of a plain question's answer.
  @ParameterizedTest
  @ValueSource(strings = {"a", "a:8080", "127.0.0.1", "[::1]:8080"})
  void aPlainQuestionTakesTheShortWay(String host) {
    try (var wire = Wire.to(node.port())) {
      var written = new ArrayList<Long>();
      for (int question = 0; question < QUESTIONS; question++) {
        long before = written(wire);
        wire.say(whole("GET DOOR HTTP/1.1\r\nHost: " + host + "\r\n", node.partnerKey()));
        assertThat(wire.hear().status()).isEqualTo(200);
        written.add(written(wire) - before);
      }
      assertThat(written).contains(0L);

      wire.say(whole("GET DOOR HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n", node.partnerKey()));
      assertThat(wire.hear().status()).isEqualTo(200);
      assertThat(written(wire)).isPositive();
    }
  }

  private long written(Wire wire) {
    return Arrays.stream(node.jetty().getConnectors())
        .flatMap(connector -> connector.getConnectedEndPoints().stream())
        .filter(client ->
            client.getRemoteSocketAddress() instanceof InetSocketAddress address
                && address.getPort() == wire.port())
        .mapToLong(client -> client.getConnection().getBytesOut())
        .sum();
  }

  @Test
  void theConnectionEndsWithTheAnswerForWhoWantsThat() {
    try (var wire = Wire.to(node.port())) {
      for (int question = 0; question < QUESTIONS; question++) {
        wire.say(whole("GET DOOR HTTP/1.1\r\n" + HOST, node.partnerKey()));
        assertThat(wire.hear().header("Connection")).isEmpty();
      }
      wire.say(whole("GET DOOR HTTP/1.1\r\nConnection: close\r\n" + HOST, node.partnerKey()));
      assertThat(wire.hear().header("Connection")).isEqualTo("close");
      assertThat(wire.isOver()).isTrue();
    }
  }

  @Test
  void oneQuestionFollowsTheOtherOnAConnection() {
    try (var wire = Wire.to(node.port())) {
      for (int question = 0; question < QUESTIONS; question++) {
        wire.say(whole("GET DOOR HTTP/1.1\r\n" + HOST, node.partnerKey()));
        assertThat(wire.hear().status()).isEqualTo(200);
        wire.say(whole("GET DOOR HTTP/1.1\r\n" + HOST, Node.newKey()));
        Refused.with(ErrorCode.INVALID_TOKEN, wire.hear());
        wire.say(whole("GET /api/v1/self HTTP/1.1\r\n" + HOST, node.partnerKey()));
        assertThat(wire.hear().status()).isEqualTo(200);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET DOOR HTTP/1.1\r\n",
        "GET DOOR HTTP/1.1\r\nHost: a\r\nHost: a\r\n",
        "GET DOOR HTTP/1.1\r\nHost: a\r\nHost: b\r\n",
        "GET DOOR HTTP/1.1\r\nHost: a,b\r\n",
        "GET DOOR HTTP/1.1\r\nHost: a,b:80\r\n",
        "GET http://bDOOR HTTP/1.1\r\nHost: a\r\n",
        "GET http://a:81DOOR HTTP/1.1\r\nHost: a\r\n",
        "GET DOOR HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n",
        "GET DOOR HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nContent-Length: 0\r\n"
      })
  void whatIsNoGoodRequestIsRefusedHereToo(String head) {
    Refused.with(ErrorCode.MALFORMED_REQUEST, ask(head));
  }

  @Test
  void whoKeepsAnAccessLogFindsEveryQuestionInIt(@TempDir Path directory) throws IOException {
    Path log = directory.resolve("access.log");
    var settings =
        Map.of(
            "server.jetty.accesslog.enabled",
            "true",
            "server.jetty.accesslog.filename",
            log.toString());
    try (var logging = Node.start(directory.resolve("data"), Node.newKey(), settings);
        var wire = Wire.to(logging.port())) {
      for (int question = 0; question < QUESTIONS; question++) {
        wire.say(whole("GET DOOR HTTP/1.1\r\n" + HOST, logging.partnerKey()));
        assertThat(wire.hear().status()).isEqualTo(200);
      }

      await().atMost(PATIENCE).until(() -> lines(log).size() == QUESTIONS);
      assertThat(lines(log)).allMatch(line -> line.contains("\"GET " + DOOR + " HTTP/1.1\" 200"));
    }
  }

  private static List<String> lines(Path log) throws IOException {
    return Files.exists(log) ? Files.readAllLines(log) : List.of();
  }

  private Answer ask(String head) {
    try (var wire = Wire.to(node.port())) {
      return wire.say(whole(head, node.partnerKey())).hear();
    }
  }

  private static String whole(String head, String key) {
    return head.replace("DOOR", DOOR)
        + "Authorization: Bearer "
        + key
        + "\r\n"
        + RequestId.HEADER
        + ": asked\r\n\r\n";
  }

  private static Map<String, List<String>> headers(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    var headers = new TreeMap<>(answer.headers().map());
    headers.keySet().removeAll(List.of("Connection", "Date"));
    return headers;
  }
}
