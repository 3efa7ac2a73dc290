package dev.keyledger.query.usage;

import dev.keyledger.events.ApiKeyId;
import dev.keyledger.query.authentication.KeyIdentity;
import dev.keyledger.query.authentication.Outcome;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// How often one key was verified with one outcome on one day, as far as that has not been taken to
/// be written. Any number of threads count.
///
/// It is a [LongAdder], and has none: most keys are in no cache of the processor, and whoever
/// counts one waits for as many pieces of memory as there are objects.
final class KeyUses extends LongAdder {
  private static final long serialVersionUID = 1L;
  private static final long DAY = TimeUnit.DAYS.toMillis(1);
  private static final VarHandle NOTED = noted();

  private final long high;
  private final long low;
  private final int day;
  private final Outcome outcome;
  private final transient @Nullable KeyUses others;
  private transient volatile boolean noted;
  private transient volatile long lastMillis;
  private transient @Nullable KeyUses next;

  /// None yet.
  ///
  /// @param day as [#day] has it
  /// @param known what is counted of the same key
  KeyUses(KeyIdentity key, Outcome outcome, int day, @Nullable KeyUses known) {
    high = key.high();
    low = key.low();
    this.outcome = outcome;
    this.day = day;
    others = known != null && known.day == day ? known : null;
  }

  private static VarHandle noted() {
    try {
      return MethodHandles.lookup().findVarHandle(KeyUses.class, "noted", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /// The day of a moment, in UTC, as days since 1970-01-01.
  static int day(long millis) {
    return Math.toIntExact(Math.floorDiv(millis, DAY));
  }

  /// Where the uses with an outcome on a day are counted: here or among the others of this key.
  @Nullable KeyUses of(Outcome sought, int on) {
    KeyUses uses = this;
    while (uses != null && !(uses.outcome == sought && uses.day == on)) {
      uses = uses.others;
    }
    return uses;
  }

  /// Counts one.
  ///
  /// @return whether it is the first one since the last [#take]
  boolean count(long millis) {
    if (lastMillis != millis) {
      lastMillis = millis;
    }
    increment();
    // Either whoever takes sees this one counted, or this thread sees that it has taken.
    VarHandle.fullFence();
    return !noted && NOTED.compareAndSet(this, false, true);
  }

  /// Takes what has been counted. What is counted meanwhile is in it, or is noted anew.
  Tally take() {
    noted = false;
    return new Tally(sumThenReset(), lastMillis);
  }

  /// What this counts.
  Use use() {
    return new Use(new ApiKeyId(new UUID(high, low)), outcome, day);
  }

  @Nullable KeyUses next() {
    return next;
  }

  KeyUses before(@Nullable KeyUses other) {
    next = other;
    return this;
  }
}
