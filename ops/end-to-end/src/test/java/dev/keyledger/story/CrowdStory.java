package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
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

/// A key authenticates from the moment its creation is answered, under load too: ten thousand
/// callers at once, and not one 401.
///
/// They are all on the wire at once where this process may open that many files. Nothing else holds
/// them back: those for whom the service has no connection to its database wait there, and who
/// waits too long is told to come again.
@ExtendWith(SharedNode.class)
final class CrowdStory {
  private static final int CREATIONS = 10_000;
  private static final int BYTES_PER_CONNECTION = 512 * 1024;

  /// Each of these takes the service at its word (Retry-After) and waits a second or more.
  private static final int MOST_RETRIES = 60;

  private final Semaphore connections = new Semaphore(connections());
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

  /// Both ends of a connection live in this process: they are two of its files, and their buffers
  /// lie in its memory.
  private static int connections() {
    long byFiles =
        ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
            ? (unix.getMaxFileDescriptorCount() - 1_000) / 2
            : CREATIONS;
    long byMemory = Runtime.getRuntime().maxMemory() / BYTES_PER_CONNECTION;
    return Math.clamp(Math.min(byFiles, byMemory), 10, CREATIONS);
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
