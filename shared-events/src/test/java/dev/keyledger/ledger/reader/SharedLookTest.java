package dev.keyledger.ledger.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

final class SharedLookTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(50);

  /// Looks that have begun, to be ended with what they show.
  private final LinkedBlockingQueue<CompletableFuture<String>> begun = new LinkedBlockingQueue<>();

  private final SharedLook<String> shared = new SharedLook<>(this::look, Duration.ofMillis(1));

  private String look() {
    var shown = new CompletableFuture<String>();
    begun.add(shown);
    return shown.join();
  }

  @Test
  void whoAsksDuringALookIsToldOfTheNextOne() throws Exception {
    var first = shared.ask(LONG);
    var one = next();
    var second = shared.ask(LONG);
    one.complete("before");
    assertThat(shown(first)).isEqualTo("before");

    next().complete("after");
    assertThat(shown(second)).isEqualTo("after");
  }

  @Test
  void allWhoAskBeforeALookBeginsShareIt() throws Exception {
    shared.ask(LONG);
    var one = next();
    var second = shared.ask(LONG);
    // Longer than those are apart who share an alarm.
    TimeUnit.MILLISECONDS.sleep(20);
    var third = shared.ask(LONG);
    one.complete("before");

    next().complete("after");
    assertThat(shown(second)).isEqualTo("after");
    assertThat(shown(third)).isEqualTo("after");
    assertThat(begun).isEmpty();
  }

  @Test
  void whoHasWaitedLongEnoughIsToldSoAndOthersWaitOn() throws Exception {
    var hasty = shared.ask(SHORT);
    var one = next();
    var patient = shared.ask(LONG);
    assertThat(failureOf(hasty)).hasCauseInstanceOf(TimeoutException.class);

    one.complete("late");
    next().complete("after");
    assertThat(shown(patient)).isEqualTo("after");
  }

  @Test
  void whatFailsFailsForAllWhoShareIt() throws Exception {
    shared.ask(LONG);
    var one = next();
    var second = shared.ask(LONG);
    var third = shared.ask(LONG);
    one.complete("before");

    var broken = new IllegalStateException("broken");
    next().completeExceptionally(broken);
    assertThat(failureOf(second)).hasRootCause(broken);
    assertThat(failureOf(third)).hasRootCause(broken);
  }

  private CompletableFuture<String> next() throws InterruptedException {
    var look = begun.poll(LONG.toSeconds(), TimeUnit.SECONDS);
    assertThat(look).as("a look begins").isNotNull();
    return look;
  }

  private static String shown(CompletionStage<String> asked) throws Exception {
    return asked.toCompletableFuture().get(LONG.toSeconds(), TimeUnit.SECONDS);
  }

  private static ExecutionException failureOf(CompletionStage<String> asked) throws Exception {
    try {
      throw new AssertionError(shown(asked));
    } catch (ExecutionException e) {
      return e;
    }
  }
}
