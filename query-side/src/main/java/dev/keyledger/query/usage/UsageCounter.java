package dev.keyledger.query.usage;

import dev.keyledger.query.authentication.JudgedKey;
import dev.keyledger.query.authentication.Outcome;
import dev.keyledger.query.authentication.VerdictListener;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Counts verifications in memory, without a lock, and without garbage for a key that is used all
/// day. What is counted is drained in portions, so that it can be written at an even pace.
///
/// A key's count is at hand with the key. Nothing depends on finding it there: what was begun
/// elsewhere is drained, too, and all that belongs together is added up then.
@Component
final class UsageCounter implements VerdictListener {
  /// A power of two.
  static final int PORTIONS = 32;

  /// What there is to drain, as a stack for each portion.
  private final AtomicReferenceArray<@Nullable KeyUses> noted =
      new AtomicReferenceArray<>(PORTIONS);

  @Override
  public void judged(JudgedKey key, Outcome outcome, Instant at) {
    long millis = at.toEpochMilli();
    var uses = uses(key, outcome, KeyUses.day(millis));
    if (uses.count(millis)) {
      int portion = key.hash() & (PORTIONS - 1);
      noted.accumulateAndGet(portion, uses, (top, added) -> added.before(top));
    }
  }

  private static KeyUses uses(JudgedKey key, Outcome outcome, int day) {
    var known = key.attachment() instanceof KeyUses some ? some : null;
    KeyUses uses = known == null ? null : known.of(outcome, day);
    return uses != null ? uses : begun(key, outcome, day, known);
  }

  private static KeyUses begun(JudgedKey key, Outcome outcome, int day, @Nullable KeyUses known) {
    var uses = new KeyUses(key, outcome, day, known);
    key.attach(uses);
    return uses;
  }

  /// Adds what was counted in a portion since the last time to `all`.
  void drainInto(Map<Use, Tally> all, int portion) {
    KeyUses uses = noted.getAndSet(portion, null);
    while (uses != null) {
      KeyUses next = uses.next();
      Tally taken = uses.take();
      if (taken.count() > 0) {
        all.merge(uses.use(), taken, Tally::plus);
      }
      uses = next;
    }
  }
}
