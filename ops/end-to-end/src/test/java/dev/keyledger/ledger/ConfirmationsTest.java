package dev.keyledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.keyledger.ledger.reader.Confirmation;
import dev.keyledger.ledger.reader.Confirmations;
import dev.keyledger.story.Apart;
import dev.keyledger.story.OutsidePostgres;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.ThrowingSupplier;
import org.junit.jupiter.api.io.TempDir;

/// Whoever changes a key waits no longer than was promised, whatever becomes of the database.
@Apart
final class ConfirmationsTest {
  @TempDir private static Path directory;

  @Test
  void aFrozenDatabaseIsNotWaitedFor() throws Exception {
    try (var postgres = OutsidePostgres.start(directory.resolve("postgres"))) {
      var jdbc = Databases.migrated(postgres).jdbc();
      var confirmations =
          new Confirmations(
              jdbc,
              new LedgerReader(jdbc)::head,
              Duration.ofMillis(200),
              new SimpleMeterRegistry());

      postgres.freeze();
      try {
        assertGivesUp(() -> confirmations.awaitLastChangeOf("a key"));
        assertGivesUp(confirmations::awaitEverything);
      } finally {
        postgres.thaw();
      }
    }
  }

  /// The driver gives up after ten seconds.
  private static void assertGivesUp(ThrowingSupplier<Optional<Confirmation>> confirmation) {
    assertThat(assertTimeoutPreemptively(Duration.ofSeconds(5), confirmation)).isEmpty();
  }
}
