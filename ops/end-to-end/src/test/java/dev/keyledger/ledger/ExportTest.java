package dev.keyledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyledger.ledger.export.ExportVerification;
import dev.keyledger.ledger.export.NotProven;
import dev.keyledger.ledger.export.SignedRoot;
import dev.keyledger.ledger.proof.Checkpoint;
import dev.keyledger.ledger.proof.RangeProof;
import dev.keyledger.ledger.proof.SignedNote;
import dev.keyledger.ledger.proof.VerifierKey;
import dev.keyledger.story.Apart;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What leaves the ledger is proven by what the ledger signed, whatever its database's owner does
/// in between.
@Apart
final class ExportTest {
  private static final int EVENTS = 700;

  @RegisterExtension static final OneLedger LEDGER = new OneLedger();

  @TempDir private Path own;
  private LedgerNode node;
  private SigningNode signing;
  private String first;

  @BeforeEach
  void signSomeEvents() throws IOException {
    node = LEDGER.node();
    signing = new SigningNode(node, LEDGER.database(), own, own.resolve("copies"), null);
    append(300);
    signing.sign();
    first = newest();
    append(EVENTS - 300);
    signing.sign();
  }

  @Test
  void theWholeLedgerIsProvenAndSoIsAnEarlierState() throws Exception {
    assertThat(prove(1, EVENTS, null, newest(), first)).isEqualTo(EVENTS);
  }

  @Test
  void anyRangeIsProvenFromTheTilesAndTheRowsBehindThem() throws Exception {
    for (int from : new int[] {1, 2, 256, 257, 300, EVENTS}) {
      for (int to : new int[] {from, Math.min(EVENTS, from + 300), EVENTS}) {
        var note = SignedNote.parse(newest());
        var range = RangeProof.of(from, to, note, new Tiles(node.jdbc));

        assertThat(prove(from, to, RangeProof.parse(range.encode()), newest()))
            .isEqualTo(to - from + 1);
      }
    }
  }

  @Test
  void whatCannotBeReadAsJsonIsExportedAllTheSame() throws Exception {
    var event = LedgerNode.event("unreadable", 0);
    var unreadable =
        new NewEvent(
            event.eventId(), "unreadable", "Test", 0, "api-key.created", "1", "{no JSON", "");
    node.appender.append(List.of(unreadable));
    signing.sign();

    assertThat(prove(1, EVENTS + 1, null, newest())).isEqualTo(EVENTS + 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "event_id = 'x'",
        "aggregate_id = 'x'",
        "aggregate_type = 'x'",
        "sequence_number = 70000",
        "payload_type = 'x'",
        "payload_revision = 'x'",
        "payload = '{}'",
        "metadata = '{\"a\":1}'",
        "occurred_at = occurred_at + interval '1 microsecond'",
        "leaf_hash = sha256('x')"
      })
  void aColumnThatWasChangedInTheDatabaseIsFound(String change) {
    tamper("UPDATE ledger.event SET " + change + " WHERE position = 400");

    assertThatThrownBy(() -> prove(1, EVENTS, null, newest()))
        .isInstanceOf(NotProven.class)
        .hasMessageStartingWith("position 400: leafhash ");
  }

  @Test
  void rowsThatWereSwappedInTheDatabaseAreFound() {
    tamper(
        """
        UPDATE ledger.event SET position = position + 10000 WHERE position IN (400, 401);
        UPDATE ledger.event SET position = 10801 - position WHERE position > 10000
        """);

    assertThatThrownBy(() -> prove(1, EVENTS, null, newest()))
        .hasMessageStartingWith("position 400: leafhash ");
  }

  @Test
  void aRowThatWasRemovedFromTheDatabaseIsFoundAlsoWhenTheOthersMoveUp() {
    tamper(
        """
        DELETE FROM ledger.event WHERE position = 400;
        UPDATE ledger.event SET position = position + 9999 WHERE position > 400;
        UPDATE ledger.event SET position = position - 10000 WHERE position > 10000
        """);

    assertThatThrownBy(() -> prove(1, EVENTS - 1, null, newest()))
        .hasMessageStartingWith("position 400: leafhash ");
  }

  /// The owner of the database makes the leaf fit, too.
  @Test
  void aRowThatWasRewrittenWithItsLeafIsFound() {
    tamper("UPDATE ledger.event SET payload = '{}' WHERE position = 400");
    var leaf = node.reader.after(399, 1).getFirst().computedLeaf();
    tamper("UPDATE ledger.event SET leaf_hash = '\\x%s' WHERE position = 400".formatted(leaf));

    assertThatThrownBy(() -> prove(1, EVENTS, null, newest(), first))
        .hasMessageStartingWith("positions 301 to 700: leafhash ");
  }

  private long prove(int from, int to, @Nullable RangeProof range, String... notes)
      throws NotProven, IOException, InterruptedException {
    var keys = signing.checkpoints.keys().stream().map(VerifierKey::parse).toList();
    var roots = new ArrayList<SignedRoot>();
    for (String note : notes) {
      roots.add(SignedRoot.of("a checkpoint", note, keys));
    }
    return new ExportVerification(roots, range).prove(new ByteArrayInputStream(export(from, to)));
  }

  private byte[] export(int from, int to) {
    var lines = new ByteArrayOutputStream();
    String origin = Checkpoint.parse(SignedNote.parse(newest()).text()).origin();
    for (StoredEvent event : node.reader.after(from - 1, to - from + 1)) {
      lines.writeBytes(new LedgerEntry(event, new EventSerializer()).line(origin).provable());
      lines.write('\n');
    }
    return lines.toByteArray();
  }

  private String newest() {
    return signing.checkpoints.newest().orElseThrow();
  }

  private void append(int count) {
    node.appender.append(LedgerNode.firstOf(UUID.randomUUID().toString(), count));
  }

  /// As the owner of the database can.
  private void tamper(String sql) {
    node.jdbc.sql("ALTER TABLE ledger.event DISABLE TRIGGER ALL;" + sql).update();
  }
}
