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

  Verifier(
      LookupTable table,
      TableKeeper keeper,
      TableFreshness freshness,
      Clock clock,
      ObjectProvider<VerdictListener> listeners) {
    this.table = table;
    this.keeper = keeper;
    this.freshness = freshness;
    this.clock = clock;
    this.listeners = listeners.stream().toList();
  }

  /// The judgement of a text at this moment.
  ///
  /// @throws org.springframework.dao.DataAccessException when the table is too old or still being
  ///   loaded, or the answer would be "no" and it cannot be made sure of in time
  Verdict judge(String presented) {
    Verdict verdict = lookAgain(presented);
    publish(verdict);
    return verdict;
  }

  /// The same for a text that was judged before in the same request: nobody hears of it.
  ///
  /// @throws org.springframework.dao.DataAccessException as above
  Verdict lookAgain(String presented) {
    Verdict verdict = look(presented);
    if (!isSettled(verdict)) {
      requireContact();
      freshness.await();
      verdict = look(presented);
      requireContact();
    }
    return verdict;
  }

  /// The same at a door, which is asked again where it has to wait.
  ///
  /// @throws org.springframework.dao.DataAccessException as above
  Verdict judge(Question asked, Visit visit) {
    Verdict verdict = look(asked);
    if (!isSettled(verdict)) {
      requireContact();
      visit.awaitOnce(freshness::whenFresh);
    }
    visit.afterwards(() -> publish(verdict));
    return verdict;
  }

  /// The judgements of several, which wait together where any of them must.
  ///
  /// @throws org.springframework.dao.DataAccessException as for one
  List<Verdict> judge(List<Question> asked, Visit visit) {
    List<Verdict> verdicts = asked.stream().map(this::look).toList();
    if (!verdicts.stream().allMatch(this::isSettled)) {
      requireContact();
      visit.awaitOnce(freshness::whenFresh);
    }
    visit.afterwards(() -> verdicts.forEach(this::publish));
    return verdicts;
  }

  private Verdict look(Question asked) {
    Verdict verdict = look(asked.presented());
    return verdict instanceof Verdict.Active(var key, _) && !asked.suits().test(key)
        ? new Verdict.WrongProject(key)
        : verdict;
  }

  private Verdict look(String presented) {
    return PlaintextKey.parse(presented)
        .map(key -> table.judge(key.sha256(), clock))
        .orElseGet(Verdict.NoKey::new);
  }

  private boolean isSettled(Verdict verdict) {
    return verdict instanceof Verdict.NoKey || (!verdict.mayBeStale() && keeper.isCurrent());
  }

  /// Nobody waits for a node that has lost the ledger for too long. Asked after each look, not
  /// before: this process may have been stopped in between, or the body may have come slowly.
  private void requireContact() {
    if (!keeper.isCurrent()) {
      throw new QueryTimeoutException("the ledger has been out of reach for too long");
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
