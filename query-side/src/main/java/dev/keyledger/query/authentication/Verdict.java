package dev.keyledger.query.authentication;

/// Whether a presented key is good, and if not, why.
sealed interface Verdict {

  /// The key is good.
  ///
  /// @param entry whose it is and what it may do
  record Active(LookupEntry entry) implements Verdict {}

  /// No key looks like this: it has another shape, or was never issued.
  record Unknown() implements Verdict {}

  /// The key's time is over.
  record Expired() implements Verdict {}
}
