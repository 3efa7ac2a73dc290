package dev.keyledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.keyledger.ledger.proof.Checkpoint;
import dev.keyledger.ledger.proof.SignedNote;
import dev.keyledger.ledger.proof.TreeEdge;
import dev.keyledger.ledger.proof.VerifierKey;
import dev.keyledger.story.Apart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What was signed of the ledger stays true, or an alarm says that it does not.
@Apart
final class SignedHistoryTest {
  private static final int EVENTS = 10;

  @RegisterExtension static final OneLedger LEDGER = new OneLedger();

  @TempDir private Path own;
  private Databases database;
  private LedgerNode node;
  private SigningNode signing;

  @BeforeEach
  void signSomeEvents() throws IOException {
    database = LEDGER.database();
    node = LEDGER.node();
    signing = signing("one");
    signing.sign();
    node.append(EVENTS);
    signing.sign();
  }

  @Test
  void theHeadIsSignedAndTheFirstCheckpointIsEmpty() {
    assertThat(signing.sizes()).containsExactly(0L, (long) EVENTS);
    var note = SignedNote.parse(signing.checkpoints.newest().orElseThrow());
    var checkpoint = Checkpoint.parse(note.text());
    assertThat(VerifierKey.parse(signing.checkpoints.keys().getFirst()).verifies(note)).isTrue();
    assertThat(checkpoint.root()).isEqualTo(node.reader.edge().root());
    assertThat(signing.inspection.inspect()).isEqualTo(EVENTS);
  }

  @Test
  void aHeadIsSignedOnce() throws IOException {
    signing.sign();
    signing("one").sign();

    assertThat(signing.sizes()).containsExactly(0L, (long) EVENTS);
  }

  @Test
  void everyEventAndEveryEarlierHeadIsProven() {
    var head = node.reader.edge();
    for (StoredEvent event : node.reader.after(0, EVENTS)) {
      assertThat(
              signing
                  .tree
                  .inclusion(event.position(), EVENTS)
                  .proves(event.leafHash(), head.root()))
          .isTrue();
      assertThat(
              signing
                  .tree
                  .consistency(event.position(), EVENTS)
                  .proves(signing.tree.root(event.position()), head.root()))
          .isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "event_id = 'x'",
        "aggregate_id = 'x'",
        "aggregate_type = 'x'",
        "sequence_number = 70",
        "payload_type = 'x'",
        "payload_revision = 'x'",
        "payload = '{}'",
        "metadata = '{\"a\":1}'",
        "occurred_at = occurred_at + interval '1 microsecond'",
        "occurred_at = 'infinity'",
        "leaf_hash = sha256('x')"
      })
  void aChangedEventIsFoundAndNamed(String change) {
    tamper("UPDATE ledger.event SET " + change + " WHERE position = 4");

    assertInspectionFinds("the event at position 4 was changed");
  }

  @Test
  void aMovedEventIsFound() {
    tamper("UPDATE ledger.event SET position = 40 WHERE position = 4");

    assertInspectionFinds("position 4");
  }

  @Test
  void aRemovedEventIsFoundByInspectionAndByWhoeverReads() {
    tamper("DELETE FROM ledger.event WHERE position = 4");

    assertInspectionFinds("the ledger has lost position 4");
    assertThatThrownBy(() -> node.reader.after(0, 100)).hasMessageContaining("position 4");
  }

  @Test
  void swappedEventsAreFound() {
    tamper(
        """
        UPDATE ledger.event SET position = position + 100 WHERE position IN (4, 5);
        UPDATE ledger.event SET position = 109 - position WHERE position > 100
        """);

    assertInspectionFinds("the event at position 4 was changed");
  }

  /// Whoever rewrites the rows, their leaves and the head cannot rewrite what was signed.
  @Test
  void aRewrittenHistoryIsFoundAndStopsAllAppends() {
    rewriteFrom("UPDATE ledger.event SET payload = '{\"forged\":true}' WHERE position = 4");

    assertInspectionFinds("the first 10 events are not those that were signed");
    signing.guard.check();
    assertThatNothingIsAppended();
    assertThat(node.registry.get("keyledger.ledger.proof.mismatches").counter().count()).isOne();
  }

  /// The tiles are still those of the events that were signed.
  @Test
  void aHistoryRewrittenUnderItsTilesIsFoundAndIsNotProvenByThemOnceItIsAccepted()
      throws IOException {
    var tiles =
        new SessionLoop("test-tiles", new Sessions(database), "", new TileBuilder(node.tail));
    tiles.start();
    node.append(600);
    await().until(() -> tileCount() == 2 + 1);
    signing.sign();
    rewriteFrom("UPDATE ledger.event SET payload = '{\"forged\":true}' WHERE position = 4");

    signing.guard.check();
    assertThatNothingIsAppended();
    signing.acceptance.accept("it was us");

    node.append(300);
    await().until(() -> tileCount() == 3 + 1);
    tiles.stop();
    var head = node.reader.edge();
    assertThat(signing.tree.root(head.size())).isEqualTo(head.root());
    assertThat(
            signing
                .tree
                .inclusion(4, head.size())
                .proves(node.reader.after(3, 1).getFirst().leafHash(), head.root()))
        .isTrue();
    signing.sign();
    signing.guard.check();
    assertThat(node.reader.stoppedBecause()).isEmpty();
  }

  @Test
  void aTailThatWasCutOffIsFoundAndStopsAllAppends() {
    rewriteFrom("DELETE FROM ledger.event WHERE position > 7");

    assertInspectionFinds("the ledger ends at position 7, but was signed up to 10");
    signing.guard.check();
    assertThatNothingIsAppended();
  }

  @Test
  void theFileOutsideRemembersWhatTheDatabaseHasForgotten() throws IOException {
    var elsewhere = signing("two");
    rewriteFrom("DELETE FROM ledger.event WHERE position > 7; DELETE FROM ledger.checkpoint");

    elsewhere.guard.check();

    assertThatNothingIsAppended();
  }

  @Test
  void aNodeThatWroteMoreThanThereIsStopsAllAppends() {
    rewriteFrom("DELETE FROM ledger.event WHERE position > 7");

    assertThatNothingIsAppended();
    assertThat(node.reader.stoppedBecause())
        .hasValueSatisfying(doubt -> assertThat(doubt).contains("ends at 7", "up to 10"));
  }

  @Test
  void theSignerSignsNothingThatDoesNotExtendWhatItSigned() throws IOException {
    node.append(1);
    tamper("UPDATE ledger.event SET payload = '{\"forged\":true}' WHERE position = 11");

    signing.sign();

    assertThat(signing.sizes()).containsExactly(0L, (long) EVENTS);
    assertThatNothingIsAppended();
    assertThatThrownBy(() -> signing.acceptance.accept("never mind"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("position 11");
    assertThatNothingIsAppended();
  }

  /// Nor what does not extend what others have signed, if it has signed nothing itself.
  @Test
  void aSignerWithoutMemoryGoesByTheNewestCheckpoint() throws IOException {
    Files.createDirectory(own.resolve("two"));
    Files.copy(
        own.resolve("one/key.pem"), own.resolve("two/key.pem"), StandardCopyOption.COPY_ATTRIBUTES);
    rewriteFrom("UPDATE ledger.event SET payload = '{\"forged\":true}' WHERE position = 4");
    node.append(1);

    signing("two").sign();

    assertThat(signing.sizes()).containsExactly(0L, (long) EVENTS);
    assertThatNothingIsAppended();
  }

  @Test
  void anOperatorAcceptsInWritingAndTheLedgerGoesOn() throws IOException {
    rewriteFrom("DELETE FROM ledger.event WHERE position > 7");
    assertThatNothingIsAppended();

    signing.acceptance.accept("restored the backup of Monday");
    signing.guard.check();
    node.append(1);
    signing.sign();

    assertThat(node.reader.stoppedBecause()).isEmpty();
    assertThat(node.reader.after(7, 1).getFirst().event().payload())
        .contains("restored the backup of Monday", "signed up to 10");
    assertThat(signing.sizes()).endsWith(9L);
    assertThat(signing.inspection.inspect()).isEqualTo(9);
    assertThatThrownBy(() -> signing.acceptance.accept("again"))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void tilesGiveTheSameProofsAsTheEvents() throws Exception {
    node.append(70_000);
    var root = signing.tree.root(70_010);
    var early = signing.tree.root(300);
    var tiles =
        new SessionLoop("test-tiles", new Sessions(database), "", new TileBuilder(node.tail));
    tiles.start();
    await().until(() -> tileCount() == 273 + 2 + 1);
    tiles.stop();

    assertThat(signing.tree.root(70_010)).isEqualTo(root).isEqualTo(node.reader.edge().root());
    assertThat(signing.tree.root(300)).isEqualTo(early);
    assertThat(signing.tree.consistency(300, 70_010).proves(early, root)).isTrue();
    assertThat(
            signing
                .tree
                .inclusion(66_000, 70_010)
                .proves(node.reader.after(65_999, 1).getFirst().leafHash(), root))
        .isTrue();
  }

  /// Anybody who may log in to PostgreSQL can send a notification.
  @Test
  void noTileIsMadeOfEventsThatAreNotThere() {
    node.tail.advanceTo(Long.MAX_VALUE);
    var tiles =
        new SessionLoop("test-tiles", new Sessions(database), "", new TileBuilder(node.tail));
    tiles.start();
    node.append(500);
    await().until(() -> tileCount() == 2);
    tiles.stop();

    assertThat(signing.tree.root(EVENTS + 500)).isEqualTo(node.reader.edge().root());
  }

  /// It was slow, and another node has signed a later head meanwhile.
  @Test
  void aCheckpointOfAnEarlierHeadDoesNotBecomeTheNewest() throws IOException {
    var seen = signing.checkpoints.newest();
    var late = SignedNote.parse(seen.orElseThrow());
    node.append(1);
    signing.sign();

    signing.checkpoints.add(
        new Checkpoint("late", EVENTS - 1, node.reader.edge().root()),
        late,
        VerifierKey.parse(signing.checkpoints.keys().getFirst()),
        seen);

    assertThat(signing.sizes()).containsExactly(0L, (long) EVENTS, EVENTS + 1L);
  }

  private long tileCount() {
    return node.jdbc.sql("SELECT count(*) FROM ledger.tile").query(Long.class).single();
  }

  private SigningNode signing(String name) {
    return new SigningNode(node, database, own.resolve(name), own.resolve("copies"), null);
  }

  /// As the owner of the database can.
  private void tamper(String sql) {
    node.jdbc
        .sql(
            "ALTER TABLE ledger.event DISABLE TRIGGER ALL;"
                + "ALTER TABLE ledger.checkpoint DISABLE TRIGGER ALL;"
                + sql
                + ";ALTER TABLE ledger.event ENABLE ALWAYS TRIGGER only_grows")
        .update();
  }

  /// Changes the events and makes leaves and head fit again.
  private void rewriteFrom(String sql) {
    tamper(sql);
    var edge = TreeEdge.EMPTY;
    for (StoredEvent event : node.reader.after(0, 1000)) {
      edge = edge.plus(event.computedLeaf());
      tamper(
          "UPDATE ledger.event SET leaf_hash = '\\x%s' WHERE position = %d"
              .formatted(event.computedLeaf(), event.position()));
    }
    node.jdbc
        .sql("UPDATE ledger.head SET position = ?, edge = ?")
        .params(edge.size(), edge.hashes())
        .update();
  }

  private void assertInspectionFinds(String defect) {
    assertThatThrownBy(() -> signing.inspection.inspect())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(defect);
  }

  private void assertThatNothingIsAppended() {
    long head = node.reader.head();
    assertThatThrownBy(() -> node.append(1)).isInstanceOf(LedgerUnavailable.class);
    assertThat(node.reader.head()).isEqualTo(head);
    assertThat(node.reader.stoppedBecause()).isPresent();
  }
}
