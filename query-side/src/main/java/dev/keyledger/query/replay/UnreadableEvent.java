package dev.keyledger.query.replay;

/// An event cannot be read, so nothing can be made of it.
final class UnreadableEvent extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnreadableEvent(long position, RuntimeException cause) {
    super("the event at position " + position + " cannot be read", cause);
  }
}
