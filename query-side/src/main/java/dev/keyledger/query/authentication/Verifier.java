package dev.keyledger.query.authentication;

import dev.keyledger.key.PlaintextKey;
import dev.keyledger.ledger.LedgerReader;
import dev.keyledger.query.view.Freshness;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;

/// Judges what somebody presents as a key.
///
/// A key that is good is found in memory, without a lock and without a question to PostgreSQL, and
/// is found so while PostgreSQL is away, for as long as the terms allow. A "no" is never older than
/// an answered change: for it, the table must be fresh.
@Component
final class Verifier {
  /// How long a "no" may take.
  private static final Duration PATIENCE = Duration.ofMillis(250);

  /// How many of them may wait at once: who guesses keys costs no more than this.
  private static final int CROWD = 1000;

  private final LookupTable table;
  private final TableKeeper keeper;
  private final Clock clock;
  private final Freshness freshness;

  Verifier(LookupTable table, TableKeeper keeper, LedgerReader ledger, Clock clock) {
    this.table = table;
    this.keeper = keeper;
    this.clock = clock;
    this.freshness = new Freshness(ledger, keeper::position, PATIENCE, CROWD);
  }

  /// The judgement of a text at this moment. One that has not the shape of a key needs no table.
  ///
  /// @throws org.springframework.dao.DataAccessException when the answer would be "no" and cannot
  ///   be made sure of in time, or the table is still being loaded
  Verdict judge(String presented) {
    return PlaintextKey.parse(presented)
        .map(key -> judge(Digest.of(key.digest())))
        .orElseGet(Verdict.Unknown::new);
  }

  private Verdict judge(Digest digest) {
    Verdict verdict = table.judge(digest, clock.instant());
    // Asked after the look, not before: this process may have been stopped in between.
    if (!verdict.mayBeStale() && keeper.isCurrent()) {
      return verdict;
    }
    freshness.await();
    return table.judge(digest, clock.instant());
  }
}
