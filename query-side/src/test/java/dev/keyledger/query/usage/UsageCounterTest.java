package dev.keyledger.query.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyledger.query.authentication.JudgedKey;
import dev.keyledger.query.authentication.KeyIdentity;
import dev.keyledger.query.authentication.Outcome;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class UsageCounterTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final UsageCounter counter = new UsageCounter();
  private final Map<Use, Tally> drained = new HashMap<>();

  @Test
  void nothingIsLostOrCountedTwiceWhileManyCountAndOneDrains() throws Exception {
    int threads = 4;
    int each = 300_000;
    // The first of them is everybody's.
    List<Key> keys = Stream.generate(UsageCounterTest::key).limit(5000).toList();
    var expected = new HashMap<Use, Long>();
    try (var crowd = Executors.newFixedThreadPool(threads)) {
      List<Future<Map<Use, Long>>> counting =
          IntStream.range(0, threads)
              .mapToObj(seed -> crowd.submit(() -> count(keys, seed, each)))
              .toList();
      while (!counting.stream().allMatch(Future::isDone)) {
        drain();
      }
      for (var counted : counting) {
        counted.get().forEach((use, count) -> expected.merge(use, count, Long::sum));
      }
    }
    drain();

    var counts = new HashMap<Use, Long>();
    drained.forEach((use, tally) -> counts.put(use, tally.count()));
    assertThat(counts).isEqualTo(expected);
  }

  private Map<Use, Long> count(List<Key> keys, int seed, int times) {
    var random = new SplittableRandom(seed);
    var counted = new HashMap<Use, Long>();
    for (int i = 0; i < times; i++) {
      var key = random.nextBoolean() ? keys.getFirst() : keys.get(random.nextInt(keys.size()));
      var outcome = random.nextInt(10) == 0 ? Outcome.EXPIRED : Outcome.ACTIVE;
      if (random.nextInt(1000) == 0) {
        // As when the table is loaded anew.
        key.attached = null;
      }
      counter.judged(key, outcome, NOON);
      counted.merge(use(key, outcome, NOON), 1L, Long::sum);
    }
    return counted;
  }

  @Test
  void aUseBelongsToItsDayAndTheLastOneIsKnown() {
    var key = key();
    Instant evening = Instant.parse("2026-03-01T23:59:59.999Z");
    Instant morning = evening.plusMillis(1);
    counter.judged(key, Outcome.ACTIVE, NOON);
    counter.judged(key, Outcome.ACTIVE, evening);
    counter.judged(key, Outcome.ACTIVE, morning);
    drain();
    assertThat(drained)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                use(key, Outcome.ACTIVE, evening), new Tally(2, evening.toEpochMilli()),
                use(key, Outcome.ACTIVE, morning), new Tally(1, morning.toEpochMilli())));
  }

  @Test
  void aKeyThatIsUsedAllDayNeedsNoMoreRoom() {
    var key = key();
    for (Outcome outcome : Outcome.values()) {
      counter.judged(key, outcome, NOON);
    }
    var attached = key.attachment();
    for (int time = 0; time < 3; time++) {
      drain();
      for (Outcome outcome : Outcome.values()) {
        counter.judged(key, outcome, NOON);
      }
    }
    drain();
    assertThat(key.attachment()).isSameAs(attached);
    assertThat(drained).hasSize(Outcome.values().length);
    assertThat(drained.values()).extracting(Tally::count).containsOnly(4L);
  }

  private void drain() {
    for (int portion = 0; portion < UsageCounter.PORTIONS; portion++) {
      counter.drainInto(drained, portion);
    }
  }

  private static Use use(KeyIdentity key, Outcome outcome, Instant at) {
    return new Use(key.apiKeyId(), outcome, KeyUses.day(at.toEpochMilli()));
  }

  private static Key key() {
    var id = UUID.randomUUID();
    return new Key(id.getMostSignificantBits(), id.getLeastSignificantBits());
  }

  private static final class Key implements JudgedKey {
    private final long high;
    private final long low;
    private volatile @Nullable Object attached;

    Key(long high, long low) {
      this.high = high;
      this.low = low;
    }

    @Override
    public long high() {
      return high;
    }

    @Override
    public long low() {
      return low;
    }

    @Override
    public @Nullable Object attachment() {
      return attached;
    }

    @Override
    public void attach(Object attachment) {
      attached = attachment;
    }
  }
}
