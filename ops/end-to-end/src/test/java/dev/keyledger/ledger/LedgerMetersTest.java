package dev.keyledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.keyledger.story.Apart;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// What a node shows of its ledger.
@Apart
@Timeout(60)
final class LedgerMetersTest {
  private static final String REFUSALS = "keyledger.ledger.append.refusals";
  private static final String STOPPED = "keyledger.ledger.stopped";

  @RegisterExtension private static final OneLedger ledger = new OneLedger();

  @TempDir private Path own;
  private Databases database;
  private LedgerNode node;

  @BeforeEach
  void makeLedger() {
    database = ledger.database();
    node = ledger.node();
  }

  @Test
  void aBatchIsMeasured() {
    node.appender.append(LedgerNode.firstOf("a", 3));

    await().until(() -> gauge("keyledger.ledger.position") == 3);
    var events = node.registry.get("keyledger.ledger.append.events").summary();
    await().until(() -> events.count() == 1);
    assertThat(events.totalAmount()).isEqualTo(3);
    await().until(() -> node.registry.get("keyledger.ledger.append").timer().count() == 1);
    assertThat(gauge("keyledger.ledger.append.waiting")).isZero();
  }

  @Test
  void whatIsRefusedIsCountedByItsReason() {
    node.appender.append(LedgerNode.firstOf("a", 1));

    refused("a");
    refused("a");
    refused("nul \0");

    assertThat(refusals("conflict")).isEqualTo(2);
    assertThat(refusals("unstorable")).isOne();
    assertThat(refusals("queue-full")).isZero();
  }

  /// One node finds the history in doubt, and the other shows it without having appended anything.
  @Test
  void aStopIsShownByEveryNodeUntilItIsOver() {
    try (var other = LedgerNode.on(database)) {
      node.jdbc.sql("UPDATE ledger.head SET stopped_because = 'a test'").update();
      await().until(() -> gauge(other, STOPPED) == 1);

      assertThatExceptionOfType(LedgerUnavailable.class)
          .isThrownBy(() -> node.appender.append(LedgerNode.firstOf("a", 1)));
      assertThat(refusals("stopped")).isOne();

      node.jdbc.sql("UPDATE ledger.head SET stopped_because = NULL").update();
      await().until(() -> gauge(other, STOPPED) == 0);
    }
  }

  @Test
  void anAppendOfAnotherNodeIsHeard() {
    try (var other = LedgerNode.on(database)) {
      await().until(() -> gauge("keyledger.ledger.notification.age") > 0.3);
      other.appender.append(LedgerNode.firstOf("a", 1));

      await().until(() -> gauge("keyledger.ledger.notification.age") < 0.3);
    }
  }

  @Test
  void aReaderIsBehindUntilItHasReachedTheHead() {
    var reader = node.meters.reader("slow");
    assertThat(gauge("keyledger.reader.lag")).isZero();

    node.appender.append(LedgerNode.firstOf("a", 2));
    await().until(() -> gauge("keyledger.reader.lag.events") == 2);
    await().until(() -> gauge("keyledger.reader.lag") > 0);
    reader.begun(Instant.now().minus(Duration.ofHours(1)));
    assertThat(gauge("keyledger.reader.lag")).isBetween(3600.0, 3660.0);

    reader.reached(1);
    assertThat(gauge("keyledger.reader.lag.events")).isOne();
    assertThat(gauge("keyledger.reader.lag")).isLessThan(60);
    reader.reached(2);
    assertThat(gauge("keyledger.reader.lag")).isZero();
    assertThat(gauge("keyledger.reader.position")).isEqualTo(2);
  }

  @Test
  void whatIsNotSignedWaitsUntilItIs() throws IOException {
    var signing = new SigningNode(node, database, own, own.resolve("copies"), null);
    signing.sign();
    assertThat(gauge("keyledger.ledger.checkpoint.age")).isZero();

    node.appender.append(LedgerNode.firstOf("a", 2));
    await().until(() -> gauge("keyledger.ledger.checkpoint.age") > 0.2);
    assertThat(gauge("keyledger.ledger.checkpoint.position")).isZero();
    signing.sign();

    assertThat(gauge("keyledger.ledger.checkpoint.age")).isZero();
    assertThat(gauge("keyledger.ledger.checkpoint.position")).isEqualTo(2);
  }

  private void refused(String aggregateId) {
    assertThatExceptionOfType(EventsRefused.class)
        .isThrownBy(() -> node.appender.append(LedgerNode.firstOf(aggregateId, 1)));
  }

  private double refusals(String reason) {
    return node.registry.get(REFUSALS).tag("reason", reason).counter().count();
  }

  private double gauge(String name) {
    return gauge(node, name);
  }

  private static double gauge(LedgerNode of, String name) {
    return of.registry.get(name).gauge().value();
  }
}
