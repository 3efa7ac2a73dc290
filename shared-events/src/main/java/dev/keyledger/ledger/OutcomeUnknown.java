package dev.keyledger.ledger;

/// The connection broke during a commit, and nobody could look in time whether it took place. The
/// events are stored or they are not; the command must not be repeated without looking.
public final class OutcomeUnknown extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OutcomeUnknown(Throwable cause) {
    super("whether the events are stored is not known", cause);
  }
}
