package dev.keyledger.query.authentication;

import dev.keyledger.key.PlaintextKey;
import dev.keyledger.ledger.LedgerReader;
import dev.keyledger.query.view.Freshness;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
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
    this.freshness =
        new Freshness(ledger, Freshness.Reached.inMemory(keeper::position), PATIENCE, CROWD);
  }

  /// The judgement of a text at this moment.
  ///
  /// @param beforeWaiting run before it waits; what it throws is thrown
  /// @throws org.springframework.dao.DataAccessException when the answer would be "no", or the
  ///   table is old or still being loaded, and it cannot be made sure of in time
  Verdict judge(String presented, Runnable beforeWaiting) {
    Verdict verdict = look(presented);
    if (isSettled(verdict)) {
      return verdict;
    }
    beforeWaiting.run();
    freshness.await();
    return look(presented);
  }

  /// The judgements of several texts, which wait together where any of them must.
  ///
  /// @throws org.springframework.dao.DataAccessException as for one
  List<Verdict> judge(List<String> presented) {
    List<Verdict> verdicts = presented.stream().map(this::look).toList();
    if (verdicts.stream().allMatch(this::isSettled)) {
      return verdicts;
    }
    freshness.await();
    return presented.stream().map(this::look).toList();
  }

  private Verdict look(String presented) {
    return PlaintextKey.parse(presented)
        .map(key -> table.judge(key.sha256(), clock.instant()))
        .orElseGet(Verdict.NoKey::new);
  }

  /// Asked after the look, not before: this process may have been stopped in between.
  private boolean isSettled(Verdict verdict) {
    return verdict instanceof Verdict.NoKey || (!verdict.mayBeStale() && keeper.isCurrent());
  }
}
