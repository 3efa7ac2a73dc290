package dev.keyledger.query.usage;

import dev.keyledger.events.ApiKeyId;
import dev.keyledger.query.authentication.Outcome;
import dev.keyledger.query.authentication.VerdictListener;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/// Counts verifications in memory.
///
/// Threads count in stripes of their own, so that a key which everybody uses, such as a gateway's,
/// holds nobody up.
@Component
final class UsageCounter implements VerdictListener {
  private static final long DAY = TimeUnit.DAYS.toMillis(1);

  private final Stripe[] stripes;

  UsageCounter() {
    int count = Integer.highestOneBit(Runtime.getRuntime().availableProcessors()) * 2;
    stripes = Stream.generate(Stripe::new).limit(count).toArray(Stripe[]::new);
  }

  @Override
  public void judged(ApiKeyId apiKeyId, Outcome outcome, Instant at) {
    long millis = at.toEpochMilli();
    int stripe = (int) Thread.currentThread().threadId() & (stripes.length - 1);
    stripes[stripe].add(new Use(apiKeyId, outcome, Math.floorDiv(millis, DAY)), millis);
  }

  /// Adds everything that was counted since the last time to `all`.
  void drainInto(Map<Use, Tally> all) {
    for (Stripe stripe : stripes) {
      stripe.drainInto(all);
    }
  }

  private static final class Stripe {
    private final ConcurrentHashMap<Use, Count> counts = new ConcurrentHashMap<>();

    /// Whoever counts holds the key's place meanwhile, and so does whoever drains: nothing is
    /// counted into what has been taken out. The place stays as long as it is used, so that keys
    /// which are used all day leave no garbage.
    void add(Use use, long millis) {
      counts.compute(
          use,
          (_, before) -> {
            var count = before == null ? new Count() : before;
            count.add(millis);
            return count;
          });
    }

    void drainInto(Map<Use, Tally> all) {
      for (Use use : counts.keySet()) {
        counts.computeIfPresent(
            use,
            (_, count) -> {
              if (count.count == 0) {
                return null;
              }
              all.merge(use, count.take(), Tally::plus);
              return count;
            });
      }
    }
  }

  /// Guarded by its place in the map.
  private static final class Count {
    private long count;
    private long lastMillis;

    void add(long millis) {
      count++;
      lastMillis = Math.max(lastMillis, millis);
    }

    Tally take() {
      var taken = new Tally(count, lastMillis);
      count = 0;
      return taken;
    }
  }
}
