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

  /// A judgement of a key that exists.
  sealed interface OfKey extends Verdict permits Active, WrongProject, Expired, Disabled, Revoked {
    /// Whose it is and what it may do.
    LookupEntry entry();

    /// What it comes to.
    Outcome outcome();
  }

  /// The key is good.
  ///
  /// @param entry whose it is and what it may do
  /// @param secretEndsAt when the secret that was presented ends before the key does; absent but
  ///   during a rotation
  record Active(LookupEntry entry, @Nullable Instant secretEndsAt) implements OfKey {
    @Override
    public boolean mayBeStale() {
      return false;
    }

    @Override
    public Outcome outcome() {
      return Outcome.ACTIVE;
    }

    /// When what was presented stops being valid; absent for never.
    @Nullable Instant expiresAt() {
      Instant end = entry.expiresAt();
      return end == null || (secretEndsAt != null && secretEndsAt.isBefore(end))
          ? secretEndsAt
          : end;
    }
  }

  /// The key is good, and not for what it was presented for. What a key is for never changes.
  record WrongProject(LookupEntry entry) implements OfKey {
    @Override
    public boolean mayBeStale() {
      return false;
    }

    @Override
    public Outcome outcome() {
      return Outcome.WRONG_PROJECT;
    }
  }

  /// The key has ended for ever.
  record Revoked(LookupEntry entry) implements OfKey {
    @Override
    public boolean mayBeStale() {
      return false;
    }

    @Override
    public Outcome outcome() {
      return Outcome.REVOKED;
    }
  }

  /// The key's time is over, or that of the secret that was presented.
  record Expired(LookupEntry entry) implements OfKey {
    @Override
    public Outcome outcome() {
      return Outcome.EXPIRED;
    }
  }

  /// The key is stopped for now, or something happened to it that this version cannot read.
  record Disabled(LookupEntry entry) implements OfKey {
    @Override
    public Outcome outcome() {
      return Outcome.DISABLED;
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
}
