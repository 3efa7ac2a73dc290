package dev.keyledger.query.authentication;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

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
  /// @param secretEndsAt when the secret that was presented ends before the key does; absent but
  ///   during a rotation
  record Active(LookupEntry entry, @Nullable Instant secretEndsAt) implements Verdict {
    @Override
    public boolean mayBeStale() {
      return false;
    }

    /// When what was presented stops being valid; absent for never.
    @Nullable Instant expiresAt() {
      Instant end = entry.expiresAt();
      return end == null || (secretEndsAt != null && secretEndsAt.isBefore(end))
          ? secretEndsAt
          : end;
    }
  }

  /// The key has ended for ever.
  record Revoked() implements Verdict {
    @Override
    public boolean mayBeStale() {
      return false;
    }
  }

  /// The text has not the shape of a key, and can never be one.
  record NoKey() implements Verdict {
    @Override
    public boolean mayBeStale() {
      return false;
    }
  }

  /// No key has this secret: it was never issued, or was replaced.
  record Unknown() implements Verdict {}

  /// The key's time is over, or that of the secret that was presented.
  record Expired() implements Verdict {}

  /// The key is stopped for now, or something happened to it that this version cannot read.
  record Disabled() implements Verdict {}
}
