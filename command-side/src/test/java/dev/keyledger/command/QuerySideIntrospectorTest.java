package dev.keyledger.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyledger.key.PlaintextKey;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OAuth2IntrospectionException;

/// What goes wrong on the way to the query side.
final class QuerySideIntrospectorTest {
  private static final Random RANDOM = new Random(1);
  private static final String CALLERS = PlaintextKey.mint(RANDOM).reveal();
  private static final String VERIFIER = PlaintextKey.mint(RANDOM).reveal();
  private static final String END = "";

  @TempDir private Path directory;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private ServerSocket door;
  private QuerySideIntrospector introspector;

  @BeforeEach
  void listen() throws IOException {
    door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Path file = Files.writeString(directory.resolve("verifier-key"), VERIFIER + "\n");
    introspector =
        new QuerySideIntrospector("http://127.0.0.1:" + door.getLocalPort() + "/introspect", file);
  }

  @AfterEach
  void stop() throws IOException {
    door.close();
    threads.close();
  }

  @Test
  void aConnectionThatBreaksIsTriedOnceMore() throws Exception {
    var asked = answer(END, inactive());

    assertThatExceptionOfType(BadOpaqueTokenException.class)
        .isThrownBy(() -> introspector.introspect(CALLERS));
    assertThat(asked.get()).contains("Authorization: Bearer " + VERIFIER, "token=" + CALLERS);
  }

  @Test
  void afterThatThereIsNoAnswer() throws Exception {
    var asked = answer(END, END);

    assertThatUnanswered();
    assertThat(asked.get()).contains("token=" + CALLERS);
  }

  @Test
  void whatTheOtherSideCannotAnswerIsNotAskedAgain() throws Exception {
    var asked = answer("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n");

    assertThatUnanswered().hasMessageContaining("503");
    assertThat(asked.get()).contains("token=" + CALLERS);
  }

  @Test
  void aRefusalOfOurOwnKeySaysSo() throws Exception {
    var asked = answer("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n");

    assertThatUnanswered().hasMessageContaining("refuses the verifier key in " + directory);
    assertThat(asked.get()).contains(VERIFIER);
  }

  @Test
  void whatCanBeNoKeyIsNotAskedAbout() throws IOException {
    door.close();

    assertThatExceptionOfType(BadOpaqueTokenException.class)
        .isThrownBy(() -> introspector.introspect("no key"));
    assertThatUnanswered();
  }

  private AbstractThrowableAssert<?, ?> assertThatUnanswered() {
    return assertThatThrownBy(() -> introspector.introspect(CALLERS))
        .isExactlyInstanceOf(OAuth2IntrospectionException.class)
        .hasMessageNotContaining(CALLERS)
        .hasMessageNotContaining(VERIFIER);
  }

  private static String inactive() {
    String body = "{\"active\":false}";
    return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  /// Takes one connection for each answer, and ends it after that.
  ///
  /// @return the last request
  private Future<String> answer(String... answers) {
    return threads.submit(() -> {
      String asked = "";
      for (String answer : answers) {
        try (var connection = door.accept()) {
          asked = read(connection.getInputStream());
          connection.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
        }
      }
      return asked;
    });
  }

  private static String read(InputStream in) throws IOException {
    var read = new StringBuilder();
    while (!read.toString().contains("token=" + CALLERS)) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException(read.toString());
      }
      read.append((char) next);
    }
    return read.toString();
  }
}
