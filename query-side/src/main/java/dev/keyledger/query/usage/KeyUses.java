package dev.keyledger.query.usage;

import dev.keyledger.query.authentication.KeyIdentity;
import dev.keyledger.query.authentication.Outcome;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// How often one key was verified with one outcome on one day, as far as that has not been taken to
/// be written. Any number of threads count.
final class KeyUses implements KeyIdentity {
  private static final long DAY = TimeUnit.DAYS.toMillis(1);

  private final long high;
  private final long low;
  private final Outcome outcome;
  private final LongAdder count = new LongAdder();
  private final AtomicBoolean noted = new AtomicBoolean();
  private volatile long lastMillis;
  private @Nullable KeyUses next;

  KeyUses(KeyIdentity key, Outcome outcome) {
    high = key.high();
    low = key.low();
    this.outcome = outcome;
  }

  @Override
  public long high() {
    return high;
  }

  @Override
  public long low() {
    return low;
  }

  /// The day of a moment, in UTC, as days since 1970-01-01.
  static long day(long millis) {
    return Math.floorDiv(millis, DAY);
  }

  /// Counts one.
  ///
  /// @return whether it is the first one since the last [#take]
  boolean add(long millis) {
    if (lastMillis != millis) {
      lastMillis = millis;
    }
    count.increment();
    // Either whoever takes sees this one counted, or this thread sees that it has taken.
    VarHandle.fullFence();
    return !noted.getPlain() && noted.compareAndSet(false, true);
  }

  /// Whether something is counted that has not been taken.
  boolean isNoted() {
    return noted.get();
  }

  /// Takes what has been counted. What is counted meanwhile is in it, or is noted anew.
  Tally take() {
    noted.set(false);
    return new Tally(count.sumThenReset(), lastMillis);
  }

  /// What was taken belongs to this.
  Use use(Tally taken) {
    return new Use(apiKeyId(), outcome, day(taken.lastMillis()));
  }

  @Nullable KeyUses next() {
    return next;
  }

  KeyUses before(@Nullable KeyUses other) {
    next = other;
    return this;
  }
}
