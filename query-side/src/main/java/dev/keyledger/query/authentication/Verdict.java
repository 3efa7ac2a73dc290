package dev.keyledger.query.authentication;

/// Whether a presented key is good, and if not, why.
sealed interface Verdict {

  /// Whether an event that is not in the table yet could change it: a key that ended for ever stays
  /// so, and one that is good is let in at once.
  default boolean mayBeStale() {
    return true;
  }

  /// The key is good.
  ///
  /// @param entry whose it is and what it may do
  record Active(LookupEntry entry) implements Verdict {
    @Override
    public boolean mayBeStale() {
      return false;
    }
  }

  /// The key has ended for ever.
  record Revoked() implements Verdict {
    @Override
    public boolean mayBeStale() {
      return false;
    }
  }

  /// No key looks like this: it has another shape, or was never issued, or its secret was replaced.
  record Unknown() implements Verdict {}

  /// The key's time is over, or that of the secret that was presented.
  record Expired() implements Verdict {}

  /// The key is stopped for now.
  record Disabled() implements Verdict {}
}
