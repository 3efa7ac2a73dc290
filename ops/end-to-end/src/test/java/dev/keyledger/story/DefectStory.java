package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A view that is broken is a defect of that view: the ledger goes on, and nobody is told what the
/// view does not know.
@ExtendWith(SharedNode.class)
final class DefectStory {
  private final Api api;
  private final JdbcClient jdbc;

  DefectStory(Node node) {
    this.api = node.api();
    this.jdbc = node.bean(JdbcClient.class);
  }

  @AfterEach
  void mend() {
    jdbc.sql("ALTER TABLE IF EXISTS lookup.broken RENAME TO api_key").update();
    jdbc.sql("ALTER TABLE IF EXISTS ledger.broken RENAME TO event").update();
    jdbc.sql("ALTER TABLE IF EXISTS catalog.broken RENAME TO api_key").update();
  }

  @Test
  void aViewThatCannotTakeAnEventStandsStillAndNeverSkipsIt() {
    jdbc.sql("ALTER TABLE catalog.api_key RENAME TO broken").update();

    String id = api.create("defect", "{}").text("apiKeyId");
    assertThat(api.list("defect", "").text("errorCode")).isEqualTo("UNAVAILABLE");
    mend();

    await().until(() -> api.list("defect", "").status() == 200);
    assertThat(api.list("defect", "").text()).contains(id);
  }

  @Test
  void keysAreKnownAlthoughTheirDurableCopyCannotBeKept() {
    jdbc.sql("ALTER TABLE lookup.api_key RENAME TO broken").update();

    String key = api.create("defect", "{}").text("apiKey");
    assertThat(api.as(key).self().status()).isEqualTo(200);
    assertThat(api.as(Node.newKey()).self().status()).isEqualTo(401);
  }

  @Test
  void keysThatCannotBeJudgedForADefectAreNotAnOutage() {
    jdbc.sql("ALTER TABLE ledger.event RENAME TO broken").update();

    assertIsADefect(api.as(Node.newKey()).self());
  }

  @Test
  void theLogSaysInWhichRequestAndTraceADefectShowed() {
    jdbc.sql("ALTER TABLE ledger.event RENAME TO broken").update();
    var root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    var log = new ListAppender<ILoggingEvent>();
    log.start();
    root.addAppender(log);

    var answer =
        api.as(Node.newKey())
            .send(
                "/api/v1/self",
                request ->
                    request
                        .header("X-Request-Id", "order-66")
                        .header(
                            "traceparent",
                            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));
    root.detachAppender(log);

    assertIsADefect(answer);
    assertThat(log.list)
        .filteredOn(line -> line.getLevel() == Level.ERROR)
        .map(ILoggingEvent::getMDCPropertyMap)
        .contains(
            Map.of(
                "http.request.id",
                "order-66",
                "trace.id",
                "0af7651916cd43dd8448eb211c80319c",
                "traceparent",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));
  }

  private static void assertIsADefect(Answer answer) {
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.text("errorCode")).isEqualTo("INTERNAL_ERROR");
    assertThat(answer.header("Retry-After")).isEmpty();
    assertThat(answer.text()).doesNotContain("SQL", "relation", "Exception", "api_key");
  }
}
