package dev.keyledger.query.authentication;

import org.jspecify.annotations.Nullable;

/// A key as a [VerdictListener] hears of it.
///
/// The listener may leave something with the key, to have it at hand when it hears of the key
/// again. It stays when the key changes; a table that is loaded anew begins without it.
public interface JudgedKey extends KeyIdentity {

  /// What was attached last, if anything; it may be gone at any moment.
  @Nullable Object attachment();

  /// Attaches something in the place of what is attached; of two threads that do so at the same
  /// time, one may do so in vain.
  void attach(Object attachment);
}
