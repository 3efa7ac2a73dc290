package dev.keyledger.query.authentication;

import dev.keyledger.events.ApiKeyId;
import java.time.Instant;

/// Hears of every verification of a key that is known, in the thread that verifies. It must be
/// quick, and must not fail.
public interface VerdictListener {
  /// Hears of one.
  ///
  /// @param at when the key was judged
  void judged(ApiKeyId apiKeyId, Outcome outcome, Instant at);
}
