package dev.keyledger.story;

import static java.net.http.HttpRequest.BodyPublishers.ofString;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// Clients that make keys, use them, change them and end them. They keep book of what they were
/// answered, and note what must not be.
final class TwoSidesLoad implements AutoCloseable {
  private static final String PROJECT = "two-sides";
  private static final int CHANGERS = 2;
  private static final int USERS = 3;

  /// Of one client, between two requests: a small machine has five nodes to run.
  private static final long PAUSE_MILLIS = 20;

  /// So many keys are never ended; everybody uses them.
  private static final int LASTING = 20;

  private final Api service;
  private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Future<?>> work = new ArrayList<>();
  private final List<Key> lasting = new CopyOnWriteArrayList<>();
  private final List<Key> ended = new CopyOnWriteArrayList<>();
  private final Queue<Key> book = new ConcurrentLinkedQueue<>();
  private final Queue<String> wrongs = new ConcurrentLinkedQueue<>();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final AtomicInteger requests = new AtomicInteger();
  private volatile boolean mayGoUnanswered;
  private volatile boolean over;

  private TwoSidesLoad(Api service) {
    this.service = service;
  }

  /// @param service what the clients see, with a partner key
  static TwoSidesLoad start(Api service) {
    var load = new TwoSidesLoad(service);
    for (int i = 0; i < LASTING; i++) {
      load.lasting.add(Key.of(service.create(PROJECT, "{}")));
    }
    load.run(CHANGERS, load::oneLife);
    load.run(USERS, load::oneUse);
    return load;
  }

  private void run(int count, Runnable task) {
    for (int i = 0; i < count; i++) {
      work.add(
          clients.submit(() -> {
            while (!over) {
              task.run();
            }
          }));
    }
  }

  /// A key is made, used, changed and ended.
  private void oneLife() {
    if (ThreadLocalRandom.current().nextBoolean()) {
      ask("a creation", () -> create(""), 200).ifPresent(this::goOn);
    } else {
      ask("a creation", () -> create(UUID.randomUUID().toString()), 200, 409).ifPresent(this::goOn);
    }
  }

  private void goOn(Answer created) {
    if (created.status() == 409) {
      // The node died after it had made the key, and nginx sent the creation again.
      ask("a key that was made", () -> get(created.text("apiKeyId")), 200);
      return;
    }
    var key = Key.of(created);
    book.add(key);
    ask("a new key", () -> use(key), 200);
    rename(key);
    end(key);
  }

  private Answer create(String idempotencyKey) {
    return service.send(
        Api.keys(PROJECT),
        request -> {
          if (!idempotencyKey.isEmpty()) {
            request.header("Idempotency-Key", idempotencyKey);
          }
          return request.header("Content-Type", "application/json").POST(ofString("{}"));
        });
  }

  private void rename(Key key) {
    String name = UUID.randomUUID().toString();
    String patch = "{\"name\": \"" + name + "\"}";
    ask("a change of name", () -> service.patch(Api.key(PROJECT, key.id), patch), 204)
        .ifPresentOrElse(_ -> key.name = name, () -> key.isNameKnown = false);
  }

  private void end(Key key) {
    ask("a revocation", () -> service.delete(Api.key(PROJECT, key.id)), 200)
        .ifPresent(revoked -> {
          key.isRevoked = true;
          if (isConfirmed(revoked.header("Keyledger-Confirmed"))) {
            ended.add(key);
            ask("a key that was just confirmed to be dead", () -> use(key), 401);
          }
        });
  }

  /// Whether it is as `3/3`.
  private static boolean isConfirmed(String confirmation) {
    return confirmation.matches("(\\d+)/\\1");
  }

  private void oneUse() {
    ask("a good key", () -> use(anyOf(lasting)), 200);
    if (!ended.isEmpty()) {
      ask("a dead key", () -> use(anyOf(ended)), 401);
    }
    ask("a look at a key", () -> get(anyOf(lasting).id), 200);
  }

  private static Key anyOf(List<Key> keys) {
    return keys.get(ThreadLocalRandom.current().nextInt(keys.size()));
  }

  private Answer use(Key key) {
    return service.as(key.text).get("/api/v1/forward-auth?project=" + PROJECT);
  }

  private Answer get(String id) {
    return service.get(Api.key(PROJECT, id));
  }

  /// Sends a request, and takes down what was wrong with the answer.
  ///
  /// @param good the statuses that it may have
  /// @return the answer if it has one of them
  private Optional<Answer> ask(String what, Supplier<Answer> request, Integer... good) {
    try {
      Thread.sleep(PAUSE_MILLIS);
      requests.incrementAndGet();
      var answer = request.get();
      if (List.of(good).contains(answer.status())) {
        return Optional.of(answer);
      }
      String note = "%s: %d %s".formatted(what, answer.status(), answer.text());
      (isCleanFailure(answer) ? failures : wrongs).add(note);
    } catch (UncheckedIOException e) {
      (mayGoUnanswered ? failures : wrongs).add(what + ": no answer, but " + e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts clients", e);
    }
    return Optional.empty();
  }

  private static boolean isCleanFailure(Answer answer) {
    return (answer.status() == 502 || answer.status() == 503)
        && answer.header("Content-Type").equals("application/problem+json")
        && answer.header("Retry-After").equals("1");
  }

  /// Whether a request may end without an answer, because there is nobody to give one.
  void mayGoUnanswered(boolean may) {
    mayGoUnanswered = may;
  }

  /// How many requests there were so far, and which of them were not answered as they should be.
  Tally tally() {
    return new Tally(requests.get(), List.copyOf(failures));
  }

  /// Ends, and looks whether all that was answered is so.
  void assertNothingWrongOrLost() throws Exception {
    over = true;
    for (var each : work) {
      each.get();
    }
    assertThat(wrongs).isEmpty();
    assertThat(ended).hasSizeGreaterThan(10);
    assertThat(book)
        .hasSizeGreaterThan(10)
        .allSatisfy(key -> {
          var now = get(key.id);
          assertThat(now.status()).isEqualTo(200);
          if (key.isNameKnown) {
            assertThat(now.json().path("name").asString("")).isEqualTo(key.name);
          }
          if (key.isRevoked) {
            assertThat(now.text("status")).isEqualTo("revoked");
          }
        });
  }

  @Override
  public void close() {
    over = true;
    clients.close();
  }

  /// @param requests how many there were
  /// @param failures those that were answered 502 or 503
  record Tally(int requests, List<String> failures) {
    /// What there was after `earlier`.
    Tally since(Tally earlier) {
      return new Tally(
          requests - earlier.requests, failures.subList(earlier.failures.size(), failures.size()));
    }

    /// Both together.
    Tally and(Tally other) {
      var all = new ArrayList<>(failures);
      all.addAll(other.failures);
      return new Tally(requests + other.requests, all);
    }
  }

  /// A key, as its maker knows it.
  private static final class Key {
    final String id;
    final String text;
    volatile String name = "";
    volatile boolean isNameKnown = true;
    volatile boolean isRevoked;

    private Key(String id, String text) {
      this.id = id;
      this.text = text;
    }

    static Key of(Answer created) {
      return new Key(created.text("apiKeyId"), created.text("apiKey"));
    }
  }
}
