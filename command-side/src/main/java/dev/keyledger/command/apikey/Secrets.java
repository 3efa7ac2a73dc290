package dev.keyledger.command.apikey;

import dev.keyledger.key.KeyDigest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The secrets of a key: the newest, and for a while after a rotation an older one.
///
/// @param newest the digest of the key with its newest secret
/// @param older the digest of the key with an older secret; absent when there is none
/// @param olderUntil the first instant at which the older one is no longer valid
record Secrets(KeyDigest newest, @Nullable KeyDigest older, @Nullable Instant olderUntil) {

  /// A newest secret alone.
  static Secrets only(KeyDigest newest) {
    return new Secrets(newest, null, null);
  }

  /// Whether an older secret is valid at `now`.
  boolean overlapAt(Instant now) {
    return olderUntil != null && now.isBefore(olderUntil);
  }

  /// What they are once `next` is the newest.
  ///
  /// @throws CommandRefused when two are valid already, and neither may give way
  Secrets rotated(RotateApiKey command, KeyDigest next, Instant now) {
    if (command.overlap().isZero()) {
      return only(next);
    }
    if (!overlapAt(now)) {
      return new Secrets(next, newest, now.plus(command.overlap()));
    }
    if (command.supersede()) {
      return new Secrets(next, older, olderUntil);
    }
    throw new CommandRefused(Refusal.ROTATION_IN_PROGRESS);
  }
}
