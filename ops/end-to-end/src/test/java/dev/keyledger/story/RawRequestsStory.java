package dev.keyledger.story;

import static dev.keyledger.http.ErrorCode.BODY_TOO_LARGE;
import static dev.keyledger.http.ErrorCode.CREDENTIAL_REQUIRED;
import static dev.keyledger.http.ErrorCode.HEADERS_TOO_LARGE;
import static dev.keyledger.http.ErrorCode.HTTP_VERSION_NOT_SUPPORTED;
import static dev.keyledger.http.ErrorCode.INVALID_PARAMETER;
import static dev.keyledger.http.ErrorCode.MALFORMED_BODY;
import static dev.keyledger.http.ErrorCode.MALFORMED_REQUEST;
import static dev.keyledger.http.ErrorCode.METHOD_NOT_ALLOWED;
import static dev.keyledger.http.ErrorCode.NOT_FOUND;
import static dev.keyledger.http.ErrorCode.NOT_IMPLEMENTED;
import static dev.keyledger.http.ErrorCode.UNSUPPORTED_MEDIA_TYPE;
import static dev.keyledger.http.ErrorCode.URI_TOO_LONG;
import static dev.keyledger.story.Refused.MARKER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.keyledger.http.ErrorCode;
import dev.keyledger.http.Problem;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever bytes arrive: the answer is a problem document, and afterwards the connection is either
/// closed or good for another request. In the tables `KEY` stands for the header with a partner
/// key.
@ExtendWith(SharedNode.class)
final class RawRequestsStory {
  private static final String KEY = "Authorization: Bearer <partner key>\r\n";
  private static final String HOST = "Host: x\r\n";
  private static final String SELF = "/api/v1/self";
  private static final int BATCH_LIMIT = 128 * 1024;
  private static final ErrorCode NO_VERSION = HTTP_VERSION_NOT_SUPPORTED;
  private static final String KEYS = "/api/v1/projects/raw-requests/apiKeys";

  private final Node node;

  RawRequestsStory(Node node) {
    this.node = node;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"requestLines", "methods", "paths", "queries", "headers", "framing", "bodies"})
  void refused(String what, String request, ErrorCode code) {
    try (var wire = to(request)) {
      var answer = wire.hear();
      Refused.with(code, answer);
      assertThatItIsClosedOrGoodForAnother(wire, answer);
    }
  }

  static Stream<Arguments> requestLines() {
    return Stream.of(
        arguments("garbage", MARKER + "\r\n\r\n", MALFORMED_REQUEST),
        arguments("garbage that could be HTTP/0.9", "x " + MARKER + "\r\n\r\n", NO_VERSION),
        arguments("binary", "\1\2\3\4" + MARKER + "\r\n\r\n", MALFORMED_REQUEST),
        arguments("the first bytes of TLS", "\u0016\3\1\2\0\1\0\1\u00fc\3\3", MALFORMED_REQUEST),
        arguments("NUL", "GET /" + MARKER + "\0 HTTP/1.1\r\n" + HOST + "\r\n", MALFORMED_REQUEST),
        arguments("a lone CR", "GET / HTTP/1.1\rHost: x\r\r", MALFORMED_REQUEST),
        arguments("HTTP/0.9", "GET /" + MARKER + "\r\n\r\n", NO_VERSION),
        arguments("HTTP/1.2", line("GET / HTTP/1.2"), NO_VERSION),
        arguments("HTTP/2.0", line("GET / HTTP/2.0"), NO_VERSION),
        arguments("HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", NO_VERSION),
        arguments("HTTP/3.0", line("GET / HTTP/3.0"), NO_VERSION),
        arguments("another protocol", line("GET / " + MARKER + "/1.1"), NO_VERSION),
        arguments("a space too many", line("GET /a " + MARKER + " HTTP/1.1"), MALFORMED_REQUEST),
        arguments("a huge target", get("/" + MARKER + "x".repeat(20_000)), URI_TOO_LONG),
        arguments("a relative target", get(MARKER), MALFORMED_REQUEST),
        arguments("another's URI", get("http://" + MARKER + SELF), MALFORMED_REQUEST),
        arguments("a user in the URI", get("http://" + MARKER + "@x" + SELF), MALFORMED_REQUEST),
        arguments("a URI without host", get("http://" + SELF), MALFORMED_REQUEST));
  }

  static Stream<Arguments> methods() {
    return Stream.of(
        arguments("TRACE", request("TRACE", SELF, KEY), METHOD_NOT_ALLOWED),
        arguments("TRACE without key", request("TRACE", SELF, ""), CREDENTIAL_REQUIRED),
        arguments("CONNECT", request("CONNECT", "x:80", KEY), NOT_FOUND),
        arguments("CONNECT to a path", request("CONNECT", "/" + MARKER, KEY), MALFORMED_REQUEST),
        arguments("OPTIONS *", request("OPTIONS", "*", KEY), NOT_FOUND),
        arguments("GET *", request("GET", "*", KEY), MALFORMED_REQUEST),
        arguments("an unknown method", request(MARKER, KEYS, KEY), METHOD_NOT_ALLOWED),
        arguments("a method in lower case", request("get", SELF, KEY), METHOD_NOT_ALLOWED),
        arguments("no method", request("", SELF, KEY), MALFORMED_REQUEST),
        arguments("a bad method", request("G(" + MARKER, SELF, KEY), MALFORMED_REQUEST));
  }

  static Stream<Arguments> paths() {
    return Stream.of(
            "/api/v1/projects/" + MARKER + "%2Fb/apiKeys",
            "/api/v1/projects/" + MARKER + "%5Cb/apiKeys",
            "/api/v1/projects/" + MARKER + "\\b/apiKeys",
            "/api/v1/projects/" + MARKER + "%00/apiKeys",
            "/api/v1/projects/" + MARKER + "%0A/apiKeys",
            "/api/v1/projects/" + MARKER + "%25/apiKeys",
            "/api/v1/projects/" + MARKER + "%/apiKeys",
            "/api/v1/projects/" + MARKER + "%zz/apiKeys",
            "/api/v1/projects/" + MARKER + "%u0041/apiKeys",
            "/api/v1/projects/" + MARKER + "\u00ff/apiKeys",
            "/api/v1/projects/" + MARKER + "\u00c3\u00a9/apiKeys",
            "/api/v1/projects/" + MARKER + "%ff/apiKeys",
            "/api/v1/projects/" + MARKER + "%c0%ae/apiKeys",
            "/api/v1/projects/" + MARKER + ";a=b/apiKeys",
            "/api/v1/projects/" + MARKER + "%3Ba=b/apiKeys",
            "/api/v1/projects/" + MARKER + "|[]/apiKeys",
            "/api/v1/self;" + MARKER,
            "/api/v1/self#" + MARKER,
            "/api/v1/./self",
            "/api/v1/" + MARKER + "/../self",
            "/api/v1/" + MARKER + "/%2e%2e/self",
            "/../../" + MARKER,
            "/api//v1/" + MARKER,
            "//" + MARKER + "/api/v1/self",
            "/swagger-ui/..;/" + MARKER,
            "/swagger-ui/%2e%2e/" + MARKER)
        .map(path -> arguments("GET " + path, get(path), MALFORMED_REQUEST));
  }

  static Stream<Arguments> queries() {
    return Stream.of(
        arguments("%zz", get(KEYS + "?limit=%zz" + MARKER), MALFORMED_REQUEST),
        arguments("%", get(KEYS + "?limit=1&" + MARKER + "=%"), MALFORMED_REQUEST),
        arguments("no UTF-8", get(KEYS + "?limit=%ff" + MARKER), MALFORMED_REQUEST),
        arguments("NUL", get(KEYS + "?limit=%00" + MARKER), INVALID_PARAMETER));
  }

  static Stream<Arguments> headers() {
    return Stream.of(
        arguments("no host", line("GET / HTTP/1.1").replace(HOST, ""), MALFORMED_REQUEST),
        arguments("two hosts", get(SELF, HOST), MALFORMED_REQUEST),
        arguments("an empty host", get(SELF).replace("Host: x", "Host:"), MALFORMED_REQUEST),
        arguments(
            "a bad host",
            get(SELF).replace("Host: x", "Host: " + MARKER + ":a"),
            MALFORMED_REQUEST),
        arguments("a bad name", get(SELF, "X(" + MARKER + ": 1\r\n"), MALFORMED_REQUEST),
        arguments("no name", get(SELF, ": " + MARKER + "\r\n"), MALFORMED_REQUEST),
        arguments("a space in a name", get(SELF, MARKER + " : 1\r\n"), MALFORMED_REQUEST),
        arguments("no colon", get(SELF, MARKER + "\r\n"), MALFORMED_REQUEST),
        arguments("NUL in a value", get(SELF, "X: " + MARKER + "\0\r\n"), MALFORMED_REQUEST),
        arguments("a control", get(SELF, "X: " + MARKER + "\7\r\n"), MALFORMED_REQUEST),
        arguments(
            "a control of ISO 8859-1",
            get(SELF, "Accept: text/" + MARKER + "\u0085\r\n"),
            MALFORMED_REQUEST),
        arguments("a folded value", get(SELF, "X: a\r\n " + MARKER + "\r\n"), MALFORMED_REQUEST),
        arguments(
            "a huge value",
            get(SELF, "X: " + MARKER + "x".repeat(20_000) + "\r\n"),
            HEADERS_TOO_LARGE),
        arguments(
            "too many", get(SELF, ("X: " + MARKER + "\r\n").repeat(2_000)), HEADERS_TOO_LARGE),
        arguments(
            "an unknown expectation", post("Expect: " + MARKER + "\r\n", "{}"), MALFORMED_REQUEST));
  }

  static Stream<Arguments> framing() {
    return Stream.of(
        // Where chunked is not the last coding, nobody knows where the body ends: 400 (RFC 9112,
        // 6.3).
        arguments("gzip", coded("gzip"), MALFORMED_REQUEST),
        arguments("an unknown coding", coded(MARKER), MALFORMED_REQUEST),
        arguments("chunked, gzip", coded("chunked, gzip"), MALFORMED_REQUEST),
        arguments("chunked, chunked", coded("chunked, chunked"), MALFORMED_REQUEST),
        arguments("gzip, chunked", coded("gzip, chunked"), NOT_IMPLEMENTED),
        arguments("an unknown one, chunked", coded(MARKER + ", chunked"), NOT_IMPLEMENTED),
        arguments(
            "gzip, chunked in two headers",
            coded("gzip\r\nTransfer-Encoding: chunked"),
            NOT_IMPLEMENTED),
        arguments(
            "a length and a coding", coded("chunked\r\nContent-Length: 2"), MALFORMED_REQUEST),
        arguments("two lengths", post("Content-Length: 3\r\n", "{}"), MALFORMED_REQUEST),
        arguments("the same length twice", post("Content-Length: 2\r\n", "{}"), MALFORMED_REQUEST),
        arguments("a negative length", length("-2"), MALFORMED_REQUEST),
        arguments("a signed length", length("+2"), MALFORMED_REQUEST),
        arguments("no number", length(MARKER), MALFORMED_REQUEST),
        arguments("an endless number", length("9".repeat(30)), MALFORMED_REQUEST),
        arguments("a huge length", length("999999999"), BODY_TOO_LARGE),
        arguments("no length", length("0"), MALFORMED_BODY),
        arguments("a bad chunk size", chunks(MARKER + "\r\n{}\r\n0\r\n\r\n"), MALFORMED_REQUEST),
        arguments("a negative chunk size", chunks("-2\r\n{}\r\n0\r\n\r\n"), MALFORMED_REQUEST),
        arguments(
            "an endless chunk size", chunks("F".repeat(30) + "\r\n{}\r\n"), MALFORMED_REQUEST),
        arguments(
            "a bad trailer", chunks("2\r\n{}\r\n0\r\n(" + MARKER + "\r\n\r\n"), MALFORMED_REQUEST));
  }

  static Stream<Arguments> bodies() {
    return Stream.of(
        arguments("no UTF-8", post("", "{\"name\": \"" + MARKER + "\u00ff\"}"), MALFORMED_BODY),
        arguments(
            "too large", chunks("8000\r\n" + " ".repeat(0x8000) + "\r\n0\r\n\r\n"), BODY_TOO_LARGE),
        arguments(
            "too large for Expect",
            post("Expect: 100-continue\r\n", "").replace("Length: 0", "Length: 20000"),
            BODY_TOO_LARGE),
        arguments(
            "compressed", post("Content-Encoding: gzip\r\n", MARKER), UNSUPPORTED_MEDIA_TYPE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST " + KEYS + " HTTP/1.1\r\n" + HOST + KEY + "Content-Length: 20\r\n\r\n{}",
        "POST "
            + KEYS
            + " HTTP/1.1\r\n"
            + HOST
            + KEY
            + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n8\r\n{}",
        "POST "
            + KEYS
            + " HTTP/1.1\r\n"
            + HOST
            + KEY
            + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 20\r\n\r\na=b"
      })
  void aBodyThatEndsTooEarlyIsAnswered(String request) {
    try (var wire = to(request).fallSilent()) {
      Refused.with(MALFORMED_REQUEST, wire.hear());
      assertThat(wire.isOver()).isTrue();
    }
  }

  /// A form could hold a second credential, but there is no first.
  @ParameterizedTest
  @ValueSource(
      strings = {"Content-Length: 20\r\n\r\na=b", "Transfer-Encoding: chunked\r\n\r\n8\r\na="})
  void aFormWithoutACredentialIsNotWaitedFor(String form) {
    String request =
        request("POST", KEYS, "Content-Type: application/x-www-form-urlencoded\r\n").strip();
    try (var wire = to(request + "\r\n" + form)) {
      Refused.with(CREDENTIAL_REQUIRED, wire.hear());
      assertThat(wire.isOver()).isTrue();
    }
  }

  /// Many clients do not read an answer before they have said everything, and lose it when they are
  /// cut off (RFC 9112, 9.6).
  @ParameterizedTest
  @MethodSource
  void whoIsRefusedWhileStillSendingIsHeardOut(String path, String headers, ErrorCode code) {
    String request = "POST " + path + " HTTP/1.1\r\n" + HOST + headers;
    String rest = "x".repeat(200_000);
    String begin = "x".repeat(BATCH_LIMIT + 1);
    String length = "Content-Length: " + (begin.length() + rest.length()) + "\r\n\r\n";
    try (var wire = to(request + length + begin)) {
      var answer = wire.hear();
      Refused.with(code, answer);
      assertThat(answer.header("Connection")).isEqualTo("close");
      assertThat(wire.say(rest).isOver()).isTrue();
    }
  }

  static Stream<Arguments> whoIsRefusedWhileStillSendingIsHeardOut() {
    String json = "Content-Type: application/json\r\n";
    String form = "Content-Type: application/x-www-form-urlencoded\r\n";
    return Stream.of(
        arguments(KEYS, KEY + json, BODY_TOO_LARGE),
        arguments(KEYS, json, CREDENTIAL_REQUIRED),
        arguments(KEYS, KEY + form, BODY_TOO_LARGE),
        arguments("/" + MARKER, KEY + json, NOT_FOUND),
        arguments("/api/v1/revoke", form, BODY_TOO_LARGE),
        arguments("/api/v1/introspect", KEY + form, BODY_TOO_LARGE),
        arguments("/api/v1/verify", KEY + form, UNSUPPORTED_MEDIA_TYPE),
        arguments("/api/v1/verify/batch", KEY + json, BODY_TOO_LARGE),
        arguments("/api/v1/verify/batch", json, CREDENTIAL_REQUIRED));
  }

  /// There is no request yet that must be answered. Jetty hangs up, or refuses it first when the
  /// end arrives together with the beginning.
  @Test
  void headersThatEndTooEarlyAreRefusedOrNotAnswered() {
    try (var wire = to("GET / HTTP/1.1\r\nHos").fallSilent()) {
      assertThat(wire.rest())
          .satisfiesAnyOf(
              rest -> assertThat(rest).isEmpty(),
              rest -> assertThat(rest).startsWith("HTTP/1.1 400 ").contains(Problem.MEDIA_TYPE));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\r\n\r\nGET " + SELF + " HTTP/1.1\r\n" + HOST + KEY + "\r\n",
        "GET http://x" + SELF + " HTTP/1.1\r\n" + HOST + KEY + "\r\n",
        "GET " + SELF + " HTTP/1.1\r\n" + HOST + KEY + "X: \u00e9\r\n\r\n",
        "GET " + SELF + "?a=%zz HTTP/1.1\r\n" + HOST + KEY + "\r\n",
        "POST "
            + KEYS
            + " HTTP/1.1\r\n"
            + HOST
            + KEY
            + "Content-Type: application/json\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n{}",
        "POST "
            + KEYS
            + " HTTP/1.1\r\n"
            + HOST
            + KEY
            + "Content-Type: application/json\r\nTransfer-Encoding: Chunked\r\n\r\n"
            + "1;a=b\r\n{\r\n1\r\n}\r\n0\r\nX: a trailer\r\n\r\n",
        // HTTP's name has a case (RFC 9112, 2.3). Jetty does not mind, and that harms nobody.
        "GET " + SELF + " http/1.1\r\n" + HOST + KEY + "\r\n",
      })
  void accepted(String request) {
    try (var wire = to(request)) {
      var answer = wire.hear();
      assertThat(answer.status()).as(answer.text()).isEqualTo(200);
      assertThatItIsClosedOrGoodForAnother(wire, answer);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", HOST})
  void oneRequestMayBeInHttp10(String host) {
    try (var wire = to("GET " + SELF + " HTTP/1.0\r\n" + host + KEY + "\r\n")) {
      assertThat(wire.hear().status()).isEqualTo(200);
      assertThat(wire.isOver()).isTrue();
    }
  }

  @Test
  void anUnwelcomeMethodLearnsTheWelcomeOnes() {
    try (var wire = to(request("TRACE", KEYS, KEY))) {
      assertThat(wire.hear().header("Allow").split(", ")).containsExactlyInAnyOrder("GET", "POST");
    }
  }

  @ParameterizedTest
  @MethodSource
  void aHeadIsRefusedWithTheSameHeadersAndNoBody(String path, String key, ErrorCode code) {
    try (var head = to(request("HEAD", path, key));
        var get = to(request("GET", path, key))) {
      var answer = head.hearHead();
      Refused.headWith(code, answer);
      assertThat(lasting(answer)).isEqualTo(lasting(get.hear()));
      assertThatItIsClosedOrGoodForAnother(head, answer);
    }
  }

  static Stream<Arguments> aHeadIsRefusedWithTheSameHeadersAndNoBody() {
    return Stream.of(
        arguments(SELF, "", CREDENTIAL_REQUIRED),
        arguments("/" + MARKER, KEY, NOT_FOUND),
        arguments("/%2F" + MARKER, KEY, MALFORMED_REQUEST),
        arguments("/;" + MARKER, KEY, MALFORMED_REQUEST),
        arguments(KEYS + "?limit=" + MARKER, KEY, INVALID_PARAMETER));
  }

  private Wire to(String request) {
    return Wire.to(node.port()).say(withKey(request));
  }

  private String withKey(String request) {
    return request.replace("<partner key>", node.partnerKey());
  }

  private void assertThatItIsClosedOrGoodForAnother(Wire wire, Answer answer) {
    if (answer.header("Connection").equals("close")) {
      assertThat(wire.isOver()).isTrue();
    } else {
      assertThat(wire.say(withKey(get(SELF))).hear().status()).isEqualTo(200);
    }
  }

  private static Map<String, List<String>> lasting(Answer answer) {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(answer.headers().map());
    headers.remove("Date");
    headers.remove("X-Request-Id");
    return headers;
  }

  private static String line(String requestLine) {
    return requestLine + "\r\n" + HOST + "\r\n";
  }

  private static String request(String method, String target, String headers) {
    return method + " " + target + " HTTP/1.1\r\n" + HOST + headers + "\r\n";
  }

  private static String get(String target) {
    return get(target, "");
  }

  private static String get(String target, String headers) {
    return request("GET", target, KEY + headers);
  }

  private static String post(String headers, String body) {
    return request(
            "POST",
            KEYS,
            KEY
                + "Content-Type: application/json\r\nContent-Length: "
                + body.length()
                + "\r\n"
                + headers)
        + body;
  }

  private static String length(String length) {
    return post("", "").replace("Length: 0", "Length: " + length);
  }

  private static String coded(String codings) {
    return post("", "").replace("Content-Length: 0", "Transfer-Encoding: " + codings)
        + "2\r\n{}\r\n0\r\n\r\n";
  }

  private static String chunks(String chunks) {
    return post("", "").replace("Content-Length: 0", "Transfer-Encoding: chunked") + chunks;
  }
}
