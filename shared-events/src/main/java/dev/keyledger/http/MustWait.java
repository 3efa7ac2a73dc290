package dev.keyledger.http;

/// What is asked cannot be answered without waiting, on a thread that must not wait. Not a failure:
/// the answer is looked for again on another thread.
final class MustWait extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MustWait() {
    super("this thread must not wait", null, false, false);
  }
}
