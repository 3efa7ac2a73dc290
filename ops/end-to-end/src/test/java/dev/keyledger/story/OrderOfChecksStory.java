package dev.keyledger.story;

import static dev.keyledger.story.Refused.MARKER;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.keyledger.http.ErrorCode;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A request may be wrong in several ways at once. It is always told of the first one in this
/// order, so that nobody learns more than the key allows, and nothing is read that nobody will
/// need.
@ExtendWith(SharedNode.class)
final class OrderOfChecksStory {
  private static final String LARGE = " ".repeat(16 * 1024);

  private final Node node;
  private final String projectKey;

  OrderOfChecksStory(Node node) {
    this.node = node;
    this.projectKey = node.api().create("order-of-checks", "{}").text("apiKey");
  }

  /// What can be wrong with a creation, in the order of the checks.
  enum Fault {
    NO_KEY(ErrorCode.CREDENTIAL_REQUIRED),
    UNKNOWN_PATH(ErrorCode.NOT_FOUND),
    WRONG_METHOD(ErrorCode.METHOD_NOT_ALLOWED),
    PROJECT_KEY(ErrorCode.INSUFFICIENT_SCOPE),
    BODY_TOO_LARGE(ErrorCode.BODY_TOO_LARGE),
    WRONG_CONTENT_TYPE(ErrorCode.UNSUPPORTED_MEDIA_TYPE),
    NOTHING_ACCEPTABLE(ErrorCode.NOT_ACCEPTABLE),
    INVALID_NAME(ErrorCode.INVALID_NAME),
    EXPIRY_IN_PAST(ErrorCode.EXPIRES_AT_IN_PAST);

    private final ErrorCode code;

    Fault(ErrorCode code) {
      this.code = code;
    }
  }

  @ParameterizedTest(name = "{0} before {1}, chunked: {2}")
  @MethodSource({"alone", "inPairs", "withAllThatFollow"})
  void theFirstFaultIsAnswered(Fault first, Set<Fault> others, boolean chunked) {
    var faults = EnumSet.of(first);
    faults.addAll(others);
    try (var wire = Wire.to(node.port())) {
      Refused.with(first.code, wire.say(request(faults, chunked)).hear());
    }
  }

  static Stream<Arguments> alone() {
    return Arrays.stream(Fault.values()).flatMap(first -> both(first, EnumSet.noneOf(Fault.class)));
  }

  static Stream<Arguments> inPairs() {
    return Arrays.stream(Fault.values())
        .flatMap(first -> after(first).stream().flatMap(second -> both(first, EnumSet.of(second))));
  }

  static Stream<Arguments> withAllThatFollow() {
    return Arrays.stream(Fault.values()).flatMap(first -> both(first, after(first)));
  }

  private static EnumSet<Fault> after(Fault first) {
    return EnumSet.complementOf(EnumSet.range(Fault.NO_KEY, first));
  }

  private static Stream<Arguments> both(Fault first, Set<Fault> others) {
    return Stream.of(arguments(first, others, false), arguments(first, others, true));
  }

  /// One text, sent in one piece: some faults are answered before the body is read, and a client
  /// that is still writing then might miss the answer.
  private String request(Set<Fault> faults, boolean chunked) {
    String body = body(faults);
    return line(faults)
        + "Host: x\r\n"
        + authorization(faults)
        + (faults.contains(Fault.WRONG_CONTENT_TYPE)
            ? "Content-Type: text/" + MARKER + "\r\n"
            : "Content-Type: application/json\r\n")
        + (faults.contains(Fault.NOTHING_ACCEPTABLE) ? "Accept: text/" + MARKER + "\r\n" : "")
        + (chunked
            ? "Transfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n"
                .formatted(body.length(), body)
            : "Content-Length: %d\r\n\r\n%s".formatted(body.length(), body));
  }

  private static String line(Set<Fault> faults) {
    return "%s /api/v1/projects/order-of-checks/%s HTTP/1.1\r\n"
        .formatted(
            faults.contains(Fault.WRONG_METHOD) ? "PUT" : "POST",
            faults.contains(Fault.UNKNOWN_PATH) ? MARKER : "apiKeys");
  }

  private String authorization(Set<Fault> faults) {
    if (faults.contains(Fault.NO_KEY)) {
      return "";
    }
    String key = faults.contains(Fault.PROJECT_KEY) ? projectKey : node.partnerKey();
    return "Authorization: Bearer " + key + "\r\n";
  }

  private static String body(Set<Fault> faults) {
    return "{\"name\": \"%s\", \"expiresAt\": \"%s\"}%s"
        .formatted(
            faults.contains(Fault.INVALID_NAME) ? MARKER + "\\n" : "a name",
            faults.contains(Fault.EXPIRY_IN_PAST) ? "2020-01-01T00:00:00Z" : "2127-01-01T00:00:00Z",
            faults.contains(Fault.BODY_TOO_LARGE) ? LARGE : "");
  }
}
