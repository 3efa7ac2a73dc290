package dev.keyledger.query.authentication;

import dev.keyledger.http.Visit;
import dev.keyledger.key.PlaintextKey;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.stereotype.Component;

/// Judges what somebody presents as a key.
///
/// A key that is good is found in memory, without a lock and without a question to PostgreSQL, and
/// is found so while PostgreSQL is away, for as long as the terms allow. A "no" is never older than
/// an answered change: for it, the table must be fresh.
@Component
final class Verifier {
  private final LookupTable table;
  private final TableKeeper keeper;
  private final Clock clock;
  private final List<VerdictListener> listeners;
  private final TableFreshness freshness;
  private final VerificationTerms terms;

  Verifier(
      LookupTable table,
      TableKeeper keeper,
      TableFreshness freshness,
      VerificationTerms terms,
      Clock clock,
      ObjectProvider<VerdictListener> listeners) {
    this.table = table;
    this.keeper = keeper;
    this.freshness = freshness;
    this.terms = terms;
    this.clock = clock;
    this.listeners = listeners.stream().toList();
  }

  /// The judgement of a text at this moment.
  ///
  /// @throws org.springframework.dao.DataAccessException when the answer would be "no", or the
  ///   table is old or still being loaded, and it cannot be made sure of in time
  Verdict judge(String presented) {
    Verdict verdict = lookAgain(presented);
    publish(verdict);
    return verdict;
  }

  /// The same for a text that was judged before in the same request: nobody hears of it.
  ///
  /// @throws org.springframework.dao.DataAccessException as above
  Verdict lookAgain(String presented) {
    long begun = System.nanoTime();
    Verdict verdict = look(presented);
    if (!isSettled(verdict)) {
      freshness.await();
      verdict = look(presented);
      requireRecent(begun);
    }
    return verdict;
  }

  /// The same at a door, which is asked again where it has to wait.
  ///
  /// @throws org.springframework.dao.DataAccessException as above
  Verdict judge(String presented, Visit visit) {
    Verdict verdict = look(presented);
    if (!isSettled(verdict)) {
      visit.awaitOnce(freshness::whenFresh);
      requireRecent(visit.begun());
    }
    visit.afterwards(() -> publish(verdict));
    return verdict;
  }

  /// The judgements of several texts, which wait together where any of them must.
  ///
  /// @throws org.springframework.dao.DataAccessException as for one
  List<Verdict> judge(List<String> presented, Visit visit) {
    List<Verdict> verdicts = presented.stream().map(this::look).toList();
    if (!verdicts.stream().allMatch(this::isSettled)) {
      visit.awaitOnce(freshness::whenFresh);
      requireRecent(visit.begun());
    }
    visit.afterwards(() -> verdicts.forEach(this::publish));
    return verdicts;
  }

  private Verdict look(String presented) {
    return PlaintextKey.parse(presented)
        .map(key -> table.judge(key.sha256(), clock))
        .orElseGet(Verdict.NoKey::new);
  }

  /// Asked after the look, not before: this process may have been stopped in between.
  private boolean isSettled(Verdict verdict) {
    return verdict instanceof Verdict.NoKey || (!verdict.mayBeStale() && keeper.isCurrent());
  }

  /// The table was fresh at some time after `begun`. Asked after the look, too: this process may
  /// have been stopped since then, or the body may have come slowly.
  private void requireRecent(long begun) {
    if (System.nanoTime() - begun > terms.serves().toNanos()) {
      throw new QueryTimeoutException("the table was fresh too long ago");
    }
  }

  private void publish(Verdict verdict) {
    if (verdict instanceof Verdict.OfKey known) {
      Instant now = clock.instant();
      for (VerdictListener listener : listeners) {
        listener.judged(known.entry(), known.outcome(), now);
      }
    }
  }
}
