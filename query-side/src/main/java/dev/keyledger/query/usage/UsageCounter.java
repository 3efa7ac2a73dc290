package dev.keyledger.query.usage;

import dev.keyledger.query.authentication.KeyIdentity;
import dev.keyledger.query.authentication.KeyIndex;
import dev.keyledger.query.authentication.Outcome;
import dev.keyledger.query.authentication.VerdictListener;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Counts verifications in memory, without a lock, and without garbage for a key that is used all
/// day. What is counted is drained in portions, so that it can be written at an even pace.
@Component
final class UsageCounter implements VerdictListener {
  /// A power of two.
  static final int PORTIONS = 32;

  private final Map<Outcome, Turns> counted = new EnumMap<>(Outcome.class);

  /// What there is to drain, as a stack for each portion.
  private final AtomicReferenceArray<@Nullable KeyUses> noted =
      new AtomicReferenceArray<>(PORTIONS);

  UsageCounter() {
    for (Outcome outcome : Outcome.values()) {
      counted.put(outcome, new Turns());
    }
  }

  @Override
  public void judged(KeyIdentity key, Outcome outcome, Instant at) {
    long millis = at.toEpochMilli();
    var turns = Objects.requireNonNull(counted.get(outcome), "every outcome has its turns");
    var uses = uses(turns.of(KeyUses.day(millis)), key, outcome);
    if (uses.add(millis)) {
      int portion = key.hash() & (PORTIONS - 1);
      noted.accumulateAndGet(portion, uses, (top, added) -> added.before(top));
    }
  }

  private static KeyUses uses(KeyIndex<KeyUses> index, KeyIdentity key, Outcome outcome) {
    KeyUses uses = index.find(key);
    return uses != null ? uses : added(index, key, outcome);
  }

  private static KeyUses added(KeyIndex<KeyUses> index, KeyIdentity key, Outcome outcome) {
    synchronized (index) {
      KeyUses uses = index.find(key);
      if (uses == null) {
        uses = new KeyUses(key, outcome);
        index.put(uses);
      }
      return uses;
    }
  }

  /// Adds what was counted in a portion since the last time to `all`.
  void drainInto(Map<Use, Tally> all, int portion) {
    KeyUses uses = noted.getAndSet(portion, null);
    while (uses != null) {
      KeyUses next = uses.next();
      Tally taken = uses.take();
      if (taken.count() > 0) {
        all.merge(uses.use(taken), taken, Tally::plus);
      }
      uses = next;
    }
  }

  /// Days take turns: what was counted yesterday is drained long before tomorrow.
  private record Turns(KeyIndex<KeyUses> even, KeyIndex<KeyUses> odd) {
    Turns() {
      this(new KeyIndex<>(KeyUses::isNoted), new KeyIndex<>(KeyUses::isNoted));
    }

    KeyIndex<KeyUses> of(long day) {
      return (day & 1) == 0 ? even : odd;
    }
  }
}
