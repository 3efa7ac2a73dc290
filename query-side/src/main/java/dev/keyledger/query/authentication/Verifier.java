package dev.keyledger.query.authentication;

import dev.keyledger.key.PlaintextKey;
import dev.keyledger.ledger.LedgerReader;
import dev.keyledger.query.view.Freshness;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
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
  private final List<VerdictListener> listeners;
  private final Freshness freshness;

  Verifier(
      LookupTable table,
      TableKeeper keeper,
      LedgerReader ledger,
      Clock clock,
      ObjectProvider<VerdictListener> listeners) {
    this.table = table;
    this.keeper = keeper;
    this.clock = clock;
    this.listeners = listeners.stream().toList();
    this.freshness =
        new Freshness(ledger, Freshness.Reached.inMemory(keeper::position), PATIENCE, CROWD);
  }

  /// The judgement of a text at this moment.
  ///
  /// @param beforeWaiting run before it waits; what it throws is thrown
  /// @throws org.springframework.dao.DataAccessException when the answer would be "no", or the
  ///   table is old or still being loaded, and it cannot be made sure of in time
  Verdict judge(String presented, Runnable beforeWaiting) {
    Instant now = clock.instant();
    Verdict verdict = look(presented, now);
    if (!isSettled(verdict)) {
      beforeWaiting.run();
      freshness.await();
      now = clock.instant();
      verdict = look(presented, now);
    }
    publish(verdict, now);
    return verdict;
  }

  /// The judgements of several texts, which wait together where any of them must.
  ///
  /// @throws org.springframework.dao.DataAccessException as for one
  List<Verdict> judge(List<String> presented) {
    Instant now = clock.instant();
    List<Verdict> verdicts = look(presented, now);
    if (!verdicts.stream().allMatch(this::isSettled)) {
      freshness.await();
      now = clock.instant();
      verdicts = look(presented, now);
    }
    for (Verdict verdict : verdicts) {
      publish(verdict, now);
    }
    return verdicts;
  }

  private List<Verdict> look(List<String> presented, Instant now) {
    return presented.stream().map(text -> look(text, now)).toList();
  }

  private Verdict look(String presented, Instant now) {
    return PlaintextKey.parse(presented)
        .map(key -> table.judge(key.sha256(), now))
        .orElseGet(Verdict.NoKey::new);
  }

  /// Asked after the look, not before: this process may have been stopped in between.
  private boolean isSettled(Verdict verdict) {
    return verdict instanceof Verdict.NoKey || (!verdict.mayBeStale() && keeper.isCurrent());
  }

  private void publish(Verdict verdict, Instant now) {
    if (verdict instanceof Verdict.OfKey known) {
      for (VerdictListener listener : listeners) {
        listener.judged(known.entry(), known.outcome(), now);
      }
    }
  }
}
