package dev.keyledger.query.authentication;

import dev.keyledger.key.PlaintextKey;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// One verification of a text that is a key, in process: its shape, its digest, the lookup and the
/// judgement. Beside it what nobody can do without: the digest.
public class VerificationBenchmark {
  private static final int KEYS = 1_000_000;

  /// As many keys are presented in turn: more than any cache holds.
  private static final int SAMPLE = 1 << 18;

  private static final Clock CLOCK = Clock.systemUTC();

  /// A table of a million keys that never expire.
  @State(Scope.Benchmark)
  public static class Keys {
    private final Population population;
    private final DoorTimes times =
        new DoorTimes("introspect", new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
    private final String[] presented = new String[SAMPLE];

    public Keys() {
      this(null);
    }

    Keys(@Nullable Instant expiresAt) {
      population = new Population(expiresAt);
    }

    /// Fills the table.
    @Setup
    public void fill() {
      for (int number = 0; number < KEYS; number++) {
        var key = population.add(number);
        if (number % (KEYS / SAMPLE) == 0 && number / (KEYS / SAMPLE) < SAMPLE) {
          presented[number / (KEYS / SAMPLE)] = key.reveal();
        }
      }
    }
  }

  /// The same of keys that expire in a year.
  @State(Scope.Benchmark)
  public static class ExpiringKeys extends Keys {
    public ExpiringKeys() {
      super(Instant.now().plus(Duration.ofDays(365)));
    }
  }

  /// Whose turn it is.
  @State(Scope.Thread)
  public static class Turn {
    private int next;

    String of(Keys keys) {
      next = (next + 1) & (SAMPLE - 1);
      return keys.presented[next];
    }
  }

  /// How long each of them took, by the clock before it and after it.
  ///
  /// JMH has a mode for that, [org.openjdk.jmh.annotations.Mode#SampleTime], which is not right
  /// here: where there are many samples it halves their numbers again and again, but never that of
  /// a time that was seen once. So what is rare counts several times too much, and of millions a
  /// second the slowest thousandth came out several times as slow as it is.
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Times {
    private static final int DIGITS = 3;
    private static final double PER_MILLE = 99.9;

    private final Histogram nanos = new Histogram(DIGITS);

    /// Forgets what was.
    @Setup(Level.Iteration)
    public void begin() {
      nanos.reset();
    }

    /// What all but a thousandth took at most, in nanoseconds.
    public long slowest() {
      return nanos.getValueAtPercentile(PER_MILLE);
    }

    <T> T of(Supplier<T> work) {
      long begun = System.nanoTime();
      T result = work.get();
      nanos.recordValue(System.nanoTime() - begun);
      return result;
    }
  }

  /// The whole verification.
  @Benchmark
  public Object verification(Keys keys, Turn turn) {
    return judge(keys, turn);
  }

  /// The same, where the clock must be read.
  @Benchmark
  public Object expiring(ExpiringKeys keys, Turn turn) {
    return judge(keys, turn);
  }

  /// The same, and its time noted as a door does.
  @Benchmark
  public Object recorded(Keys keys, Turn turn) {
    long begun = System.nanoTime();
    var verdict = judge(keys, turn);
    keys.times.of(DoorOutcome.of(verdict)).accept(System.nanoTime() - begun);
    return verdict;
  }

  /// The whole verification, by the clock.
  @Benchmark
  public Object verificationTimed(Keys keys, Turn turn, Times times) {
    return times.of(() -> judge(keys, turn));
  }

  /// That of a key that expires, by the clock.
  @Benchmark
  public Object expiringTimed(ExpiringKeys keys, Turn turn, Times times) {
    return times.of(() -> judge(keys, turn));
  }

  /// The digest alone, by the clock.
  @Benchmark
  public Object digestTimed(Keys keys, Turn turn, Times times) {
    return times.of(() -> digest(keys, turn));
  }

  private static Verdict judge(Keys keys, Turn turn) {
    var key = PlaintextKey.parse(turn.of(keys)).orElseThrow();
    return keys.population.table().judge(key.sha256(), CLOCK);
  }

  /// The digest alone.
  @Benchmark
  public Object digest(Keys keys, Turn turn) {
    return PlaintextKey.parse(turn.of(keys)).orElseThrow().sha256();
  }
}
