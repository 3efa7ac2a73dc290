package dev.keyledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyledger.ledger.proof.NoteSigner;
import dev.keyledger.ledger.proof.SignedNote;
import dev.keyledger.ledger.proof.VerifierKey;
import dev.keyledger.story.Apart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whose key signs the ledger.
@Apart
final class SigningKeysTest {
  @RegisterExtension static final OneLedger LEDGER = new OneLedger();

  @TempDir private Path own;
  private LedgerNode node;
  private SigningNode signing;

  @BeforeEach
  void signOneEvent() throws IOException {
    node = LEDGER.node();
    signing = signing("one", null);
    signing.sign();
    node.append(1);
    signing.sign();
  }

  @Test
  void keyAndMemoryAreTheOwnersAlone() throws IOException {
    for (String file : new String[] {"one/key.pem", "one/signed"}) {
      assertThat(Files.getPosixFilePermissions(own.resolve(file)))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
  }

  @Test
  void aNodeWithAnotherKeyDoesNotSign() throws IOException {
    node.append(1);

    signing("two", null).sign();

    assertThat(signing.sizes()).containsExactly(0L, 1L);
    assertThat(signing.checkpoints.keys()).hasSize(1);
  }

  @Test
  void aKeyTakesOverWhenItIsToldFromWhich() throws IOException {
    var old = VerifierKey.parse(signing.checkpoints.keys().getFirst());
    var oldNote = SignedNote.parse(signing.checkpoints.newest().orElseThrow());
    node.append(1);

    signing("two", "%08x".formatted(old.keyId())).sign();

    assertThat(signing.sizes()).endsWith(2L);
    assertThat(signing.checkpoints.keys()).hasSize(2).endsWith(old.toString());
    assertThat(old.verifies(oldNote)).isTrue();
    node.append(1);
    signing.sign();
    assertThat(signing.sizes()).endsWith(2L);
  }

  /// They have started for the first time at once, and neither has found the key of the other.
  @Test
  void ofTwoNodesThatHaveFoundNoKeyOneSigns() throws IOException {
    var checkpoints = signing.checkpoints;
    var first = NoteSigner.generate("first").verifierKey();
    tamper("TRUNCATE ledger.checkpoint, ledger.signing_key");

    checkpoints.addKey(first, List.of());
    checkpoints.addKey(NoteSigner.generate("second").verifierKey(), List.of());

    assertThat(checkpoints.keys()).containsExactly(first.toString());
    signing.sign();
    assertThat(signing.sizes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE ledger.checkpoint SET note = ''",
        "DELETE FROM ledger.checkpoint",
        "TRUNCATE ledger.checkpoint"
      })
  void whatWasSignedCannotBeChangedByTheOwnerEither(String crime) {
    assertThatThrownBy(() -> node.jdbc.sql(crime).update())
        .rootCause()
        .hasMessageContaining("the ledger only grows");
  }

  private SigningNode signing(String name, @Nullable String replaces) {
    return new SigningNode(
        node, LEDGER.database(), own.resolve(name), own.resolve("copies"), replaces);
  }

  private void tamper(String sql) {
    node.jdbc.sql("ALTER TABLE ledger.checkpoint DISABLE TRIGGER ALL;" + sql).update();
  }
}
