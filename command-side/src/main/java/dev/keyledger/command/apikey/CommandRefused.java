package dev.keyledger.command.apikey;

/// A command was understood and refused; nothing has happened.
public final class CommandRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Refusal reason;

  CommandRefused(Refusal reason) {
    super(reason.name());
    this.reason = reason;
  }

  /// Why.
  public Refusal reason() {
    return reason;
  }
}
