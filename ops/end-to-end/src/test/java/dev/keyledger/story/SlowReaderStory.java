package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyledger.events.ApiKeyCreated;
import dev.keyledger.events.ApiKeyId;
import dev.keyledger.events.KeyKind;
import dev.keyledger.events.ProjectId;
import dev.keyledger.key.PlaintextKey;
import dev.keyledger.ledger.Cause;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Whoever reads the audit log slowly, or stops reading, is nobody's trouble.
final class SlowReaderStory {
  /// So many of this size are far more than the buffers of a connection hold.
  private static final int EVENTS = 3000;

  private static final int NOTE = 4000;
  private static final int BUFFER = 4096;

  /// Longer than readers share what one of them has read.
  private static final Duration NO_LONGER_SHARED = Duration.ofMillis(1500);

  @TempDir private static Path directory;
  private static Node node;

  @BeforeAll
  static void haveManyLargeEvents() {
    node = Node.start(directory);
    var randomness = new SecureRandom();
    node.bean(EventStore.class)
        .publish(Stream.generate(() -> creation(randomness)).limit(EVENTS).toList());
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void whatIsNotTakenIsNotReadAndHoldsNothingOpen() throws Exception {
    long head = head();
    try (var slow = open();
        var behind = lines(slow)) {
      readTo(1, behind);
      var begun = jdbc().sql("SELECT clock_timestamp()::text").query(String.class).single();

      try (var fast = open();
          var ahead = lines(fast)) {
        readTo(head, ahead);
      }
      Thread.sleep(NO_LONGER_SHARED);
      assertThat(
              jdbc()
                  .sql(
                      """
                      SELECT query FROM pg_stat_activity
                      WHERE datname = current_database() AND pid <> pg_backend_pid()
                        AND xact_start < ?::timestamptz
                      """)
                  .param(begun)
                  .query(String.class)
                  .list())
          .isEmpty();
      jdbc()
          .sql(
              "ALTER TABLE ledger.event DISABLE TRIGGER ALL;"
                  + "UPDATE ledger.event SET event_id = 'changed' WHERE position = "
                  + head)
          .update();

      assertThat(readTo(head, behind).required("eventid").asString()).isEqualTo("changed");
    }
  }

  private static DomainEventMessage<?> creation(SecureRandom randomness) {
    var id = ApiKeyId.random(Instant.now(), randomness);
    var key = PlaintextKey.mint(randomness);
    return new GenericDomainEventMessage<>(
        "ApiKey",
        id.toString(),
        0,
        new ApiKeyCreated(
            id,
            KeyKind.PROJECT,
            new ProjectId("slow"),
            null,
            key.prefix(),
            key.digest(),
            null,
            Map.of("note", "x".repeat(NOTE)),
            null),
        Cause.system().metadata());
  }

  private static long head() {
    return jdbc().sql("SELECT position FROM ledger.head").query(Long.class).single();
  }

  private static JdbcClient jdbc() {
    return node.bean(JdbcClient.class);
  }

  /// A stream whose reader has hardly any room for what it has not read. HTTP/1.0 has no chunks.
  private static Socket open() throws IOException {
    var socket = new Socket();
    socket.setReceiveBufferSize(BUFFER);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), node.port()));
    var request =
        """
        GET /api/v1/auditEvents/stream?proof=true HTTP/1.0\r
        Authorization: Bearer %s\r
        \r
        """
            .formatted(node.partnerKey());
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static BufferedReader lines(Socket socket) throws IOException {
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8), BUFFER);
  }

  /// Reads up to the event at a position, and returns it.
  private static JsonNode readTo(long position, BufferedReader lines) throws IOException {
    String line = lines.readLine();
    while (!line.contains("\"id\":\"" + position + "\"")) {
      line = lines.readLine();
    }
    return JsonMapper.shared().readTree(line);
  }
}
