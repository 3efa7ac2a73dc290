package dev.keyledger.query.authentication;

import java.time.Instant;

/// Hears of every verification of a key that is known, in the thread that verifies. It must be
/// quick, and must not fail.
public interface VerdictListener {
  /// Hears of one.
  ///
  /// @param key the key; its id is to be copied where it is kept, for a key may be large
  /// @param at the moment after the key was judged
  void judged(JudgedKey key, Outcome outcome, Instant at);
}
