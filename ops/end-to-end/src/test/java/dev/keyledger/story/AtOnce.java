package dev.keyledger.story;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Requests that are sent at the same time.
final class AtOnce {
  private AtOnce() {}

  /// Sends all of them, and returns their answers in the order of the requests.
  static List<Answer> send(List<Callable<Answer>> requests) throws InterruptedException {
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      return callers.invokeAll(requests).stream().map(Future::resultNow).toList();
    }
  }
}
