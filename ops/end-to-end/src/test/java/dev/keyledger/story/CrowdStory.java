package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A key authenticates from the moment its creation is answered, under load too: ten thousand
/// callers at once, 256 of them on the wire at any time, and not one 401.
@ExtendWith(SharedNode.class)
final class CrowdStory {
  private static final int CREATIONS = 10_000;

  /// As many connections as a default process may open with room to spare.
  private static final Semaphore CONNECTIONS = new Semaphore(256);

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
  }

  /// A service on a slow machine may ask a crowd to come again later. That is no answer yet.
  private static Answer whenNotOverloaded(Supplier<Answer> request) {
    var answer = request.get();
    while (answer.status() == 503) {
      LockSupport.parkNanos(
          Duration.ofSeconds(Long.parseLong(answer.header("Retry-After"))).toNanos());
      answer = request.get();
    }
    return answer;
  }

  private String createAndUse() throws InterruptedException {
    CONNECTIONS.acquire();
    try {
      var created = whenNotOverloaded(() -> api.create("crowd", "{}"));
      assertThat(created.status()).isEqualTo(200);
      var self = whenNotOverloaded(() -> api.as(created.text("apiKey")).self());
      assertThat(self.status()).isEqualTo(200);
      return self.text("apiKeyId");
    } finally {
      CONNECTIONS.release();
    }
  }
}
