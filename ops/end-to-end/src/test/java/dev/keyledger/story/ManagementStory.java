package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyledger.http.ErrorCode;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Those who run the service look at it through a port of its own: its health, its metrics, nothing
/// else.
@ExtendWith(SharedNode.class)
final class ManagementStory {
  private final Node node;
  private final Api service;
  private final Api management;

  ManagementStory(Node node) {
    this.node = node;
    this.service = node.api();
    this.management = new Api("http://127.0.0.1:" + node.managementPort(), node.partnerKey());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness"})
  void healthNeedsNoKeyAndTellsNoDetails(String path) {
    var answer = visit(path);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text("status")).isEqualTo("UP");
    assertThat(answer.json().propertyNames()).isSubsetOf("status", "groups");
  }

  @Test
  void prometheusIsServed() {
    var answer = visit("/actuator/prometheus");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).startsWith("text/plain");
    assertThat(answer.text()).contains("jvm_memory_used_bytes", "hikaricp_connections");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/actuator",
        "/actuator/env",
        "/actuator/beans",
        "/actuator/heapdump",
        "/actuator/threaddump",
        "/actuator/loggers",
        "/actuator/metrics",
        "/actuator/mappings",
        "/actuator/configprops",
        "/actuator/shutdown",
        "/api/v1/self",
        "/v3/api-docs",
        "/swagger-ui.html"
      })
  void nothingElseIs(String path) {
    assertThat(visit(path).status()).isIn(401, 404);
    Refused.with(ErrorCode.NOT_FOUND, management.get(path));
  }

  /// Spring's endpoint says that itself, without a word.
  @ParameterizedTest
  @ValueSource(strings = {"/actuator/health/db", "/actuator/health/diskSpace"})
  void thePartsOfHealthAreNotTold(String path) {
    assertThat(visit(path).status()).isEqualTo(404);
    assertThat(visit(path).text()).isEmpty();
  }

  @Test
  void whatJettyRefusesHereIsAProblemDocumentToo() {
    try (var wire = Wire.to(node.managementPort())) {
      var answer = wire.say("GET /%2F" + Refused.MARKER + " HTTP/1.1\r\nHost: x\r\n\r\n").hear();
      Refused.with(ErrorCode.MALFORMED_REQUEST, answer);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/actuator", "/actuator/health", "/actuator/prometheus"})
  void noneOfItIsOnTheServicesPort(String path) {
    Refused.with(
        ErrorCode.CREDENTIAL_REQUIRED, service.sendAnonymously(path, UnaryOperator.identity()));
    Refused.with(ErrorCode.NOT_FOUND, service.get(path));
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"})
  void lookingIsAllThatCanBeDone(String method) {
    try (var wire = Wire.to(node.managementPort())) {
      var answer =
          wire.say(
                  method
                      + " /actuator/health HTTP/1.1\r\nHost: x\r\nX: "
                      + Refused.MARKER
                      + "\r\n\r\n")
              .hear();

      Refused.with(ErrorCode.METHOD_NOT_ALLOWED, answer);
      assertThat(answer.header("Allow")).isEqualTo("GET, HEAD");
      assertThat(answer.header("Set-Cookie")).isEmpty();
    }
  }

  private Answer visit(String path) {
    return management.sendAnonymously(path, UnaryOperator.identity());
  }
}
