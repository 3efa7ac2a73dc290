package dev.keyledger.ledger;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// The events of one command, which wait to be stored together or not at all.
final class Append {
  private final List<NewEvent> events;
  private final CompletableFuture<Void> outcome = new CompletableFuture<>();

  Append(List<NewEvent> events) {
    this.events = List.copyOf(events);
  }

  List<NewEvent> events() {
    return events;
  }

  void stored() {
    outcome.complete(null);
  }

  void failed(Throwable cause) {
    outcome.completeExceptionally(cause);
  }

  /// Waits until the events are on disk, or throws what [#failed] was told.
  void await() {
    try {
      outcome.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
