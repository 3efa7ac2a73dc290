package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/// A key authenticates from the moment its creation is answered, under load too: ten thousand
/// callers at once, and not one 401.
///
/// Up to a thousand of them are on the wire at any time: as many as the service lets queue for a
/// connection. More at the very same moment would be turned away by the kernel, who says nothing.
@ExtendWith(SharedNode.class)
@Isolated
@Thorough
final class CrowdStory {
  private static final int CREATIONS = 10_000;
  private static final int CONNECTIONS = 1_000;

  /// Each of these takes the service at its word (Retry-After) and waits a second or more.
  private static final int MOST_RETRIES = 60;

  private final Semaphore connections = new Semaphore(CONNECTIONS);
  private final AtomicInteger overloads = new AtomicInteger();
  private final Api api;

  CrowdStory(Node node) {
    this.api = node.api();
  }

  @Test
  void tenThousandConcurrentCreationsAreEachUsedAtOnce() {
    var ids = ConcurrentHashMap.<String>newKeySet();

    assertTimeoutPreemptively(
        Duration.ofMinutes(5),
        () -> {
          try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = new ArrayList<Future<?>>();
            for (int i = 0; i < CREATIONS; i++) {
              calls.add(callers.submit(() -> ids.add(createAndUse())));
            }
            for (Future<?> call : calls) {
              call.get();
            }
          }
        });

    assertThat(ids).hasSize(CREATIONS);
    assertThat(overloads).as("answers 503").hasValueLessThan(2 * CREATIONS);
  }

  /// A service on a slow machine may ask a crowd to come again later. That is no answer yet, unless
  /// it says nothing else.
  private Answer whenNotOverloaded(Supplier<Answer> request) {
    var answer = request.get();
    for (int retry = 0; answer.status() == 503 && retry < MOST_RETRIES; retry++) {
      overloads.incrementAndGet();
      LockSupport.parkNanos(
          Duration.ofSeconds(Long.parseLong(answer.header("Retry-After"))).toNanos());
      answer = request.get();
    }
    return answer;
  }

  private String createAndUse() throws InterruptedException {
    connections.acquire();
    try {
      var created = whenNotOverloaded(() -> api.create("crowd", "{}"));
      assertThat(created.status()).isEqualTo(200);
      var self = whenNotOverloaded(() -> api.as(created.text("apiKey")).self());
      assertThat(self.status()).isEqualTo(200);
      return self.text("apiKeyId");
    } finally {
      connections.release();
    }
  }
}
