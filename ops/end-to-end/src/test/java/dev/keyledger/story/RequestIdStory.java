package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every answer carries an id by which its request can be found again.
@ExtendWith(SharedNode.class)
final class RequestIdStory {
  private final Node node;

  RequestIdStory(Node node) {
    this.node = node;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a", "0", "-", "order.42_retry-1", "3f8e9c7a-5b1d-4e6f-9a0b-1c2d3e4f5a6b"})
  void theClientsOwnIdIsTakenOver(String id) {
    assertThat(answered("X-Request-Id: " + id + "\r\n")).isEqualTo(id);
  }

  @Test
  void anIdMayBe64CharactersLong() {
    assertThat(answered("X-Request-Id: " + "x".repeat(64) + "\r\n")).isEqualTo("x".repeat(64));
    assertThat(answered("X-Request-Id: " + "x".repeat(65) + "\r\n")).satisfies(this::isNew);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "X-Request-Id: \r\n",
        "X-Request-Id: two words\r\n",
        "X-Request-Id: a,b\r\n",
        "X-Request-Id: a;b\r\n",
        "X-Request-Id: ../../etc/passwd\r\n",
        "X-Request-Id: ${jndi:ldap://x}\r\n",
        "X-Request-Id: \u00e9\r\n",
        "X-Request-Id: same\r\nX-Request-Id: same\r\n",
        "X-Request-Id: one\r\nx-request-id: other\r\n"
      })
  void anythingElseIsReplaced(String headers) {
    assertThat(answered(headers)).satisfies(this::isNew);
  }

  @Test
  void refusalsCarryItToo() {
    assertThat(idOf("GET /api/v1/self HTTP/1.1\r\nHost: x\r\nX-Request-Id: mine\r\n\r\n"))
        .as("by the security filters")
        .isEqualTo("mine");
    assertThat(idOf("GET /%2F HTTP/1.1\r\nHost: x\r\nX-Request-Id: mine\r\n\r\n"))
        .as("by the container, after the headers are read")
        .isEqualTo("mine");
    assertThat(idOf("GET / HTTP/1.1\r\nX-Request-Id: mine\r\n(\r\n\r\n"))
        .as("by the container, on the way")
        .satisfies(this::isNew);
  }

  private void isNew(String id) {
    assertThat(UUID.fromString(id)).hasToString(id);
  }

  private String answered(String headers) {
    return idOf(
        "GET /api/v1/self HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
            + node.partnerKey()
            + "\r\n"
            + headers
            + "\r\n");
  }

  private String idOf(String request) {
    try (var wire = Wire.to(node.port())) {
      var headers = wire.say(request).hear().headers();
      assertThat(headers.allValues("X-Request-Id")).hasSize(1);
      return headers.firstValue("X-Request-Id").orElseThrow();
    }
  }
}
