package dev.keyledger.query.replay;

/// Somebody wished that the replay ends.
final class ReplayCancelled extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ReplayCancelled() {
    super("the replay is cancelled");
  }
}
