package dev.keyledger.http;

import java.util.function.Consumer;

/// What is asked cannot be answered yet, on a thread that must not wait. Not a failure: the door is
/// asked again when there is what it waits for.
final class MustWait extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Consumer<Runnable> event;

  /// @param event runs what it is given once there is what is waited for
  MustWait(Consumer<Runnable> event) {
    super("this thread must not wait", null, false, false);
    this.event = event;
  }

  /// Runs `again` as soon as it is worth it, on whichever thread.
  void then(Runnable again) {
    event.accept(again);
  }
}
