package dev.keyledger.query.authentication;

import dev.keyledger.events.KeyKind;
import dev.keyledger.query.view.KeyStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/// How many keys are in memory, of which kind and in which status.
///
/// Somebody has to look at all of them for it, since keys expire without an event. That is done
/// when it is asked for, on the thread that asks, and so seldom that it takes little of the time.
@Component
final class KeyCensus {
  /// Within how many days active keys are counted that expire.
  static final List<Integer> DAYS = List.of(7, 30);

  /// How long a count is good, at least.
  private static final Duration GOOD = Duration.ofSeconds(10);

  /// A count takes a 50th of the time at most.
  private static final int SHARE = 50;

  private final LookupTable table;
  private final Clock clock;
  private Count newest = new Count();
  private long goodUntil = System.nanoTime();

  KeyCensus(LookupTable table, Clock clock) {
    this.table = table;
    this.clock = clock;
  }

  /// How many keys there are of a kind in a status.
  long keys(KeyKind kind, KeyStatus status) {
    return newest().of(kind).in(status).get();
  }

  /// How many active keys of a kind expire within so many days, one of [#DAYS].
  long expiring(KeyKind kind, int days) {
    return newest().of(kind).within(days).get();
  }

  /// About how many bytes of heap the table takes.
  long bytes() {
    return newest().bytes;
  }

  private synchronized Count newest() {
    long now = System.nanoTime();
    if (now - goodUntil >= 0) {
      newest = count(clock.instant());
      long took = System.nanoTime() - now;
      goodUntil = now + Math.max(GOOD.toNanos(), took * SHARE);
    }
    return newest;
  }

  private Count count(Instant now) {
    var count = new Count();
    table.forEach(key -> {
      count.of(key.kind()).add(key, now);
      count.bytes += key.heapBytes();
    });
    count.bytes += table.slotBytes();
    return count;
  }

  private static final class Count {
    private final Map<KeyKind, OfKind> kinds = new EnumMap<>(KeyKind.class);
    private long bytes;

    Count() {
      for (KeyKind kind : KeyKind.values()) {
        kinds.put(kind, new OfKind());
      }
    }

    OfKind of(KeyKind kind) {
      return Objects.requireNonNull(kinds.get(kind));
    }
  }

  private static final class OfKind {
    private final Map<KeyStatus, AtomicLong> statuses = new EnumMap<>(KeyStatus.class);
    private final Map<Integer, AtomicLong> expiring = new HashMap<>();

    OfKind() {
      for (KeyStatus status : KeyStatus.values()) {
        statuses.put(status, new AtomicLong());
      }
      DAYS.forEach(days -> expiring.put(days, new AtomicLong()));
    }

    AtomicLong in(KeyStatus status) {
      return Objects.requireNonNull(statuses.get(status));
    }

    AtomicLong within(int days) {
      return Objects.requireNonNull(expiring.get(days));
    }

    void add(LookupEntry key, Instant now) {
      KeyStatus status = key.statusAt(now);
      in(status).incrementAndGet();
      if (status == KeyStatus.ACTIVE && key.expires()) {
        expiring.forEach((days, number) -> {
          if (key.hasExpired(now.plus(Duration.ofDays(days)))) {
            number.incrementAndGet();
          }
        });
      }
    }
  }
}
