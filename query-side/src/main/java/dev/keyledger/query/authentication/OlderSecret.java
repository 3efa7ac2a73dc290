package dev.keyledger.query.authentication;

import dev.keyledger.key.Sha256;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// The secret of a key before its newest one, while both are good.
final class OlderSecret extends Secret {
  private final @Nullable Instant endsAt;
  private final LookupEntry key;

  /// @param endsAt when it ends before its key does
  OlderSecret(Sha256 digest, @Nullable Instant endsAt, LookupEntry key) {
    super(digest);
    this.endsAt = endsAt;
    this.key = key;
  }

  @Nullable Instant endsAt() {
    return endsAt;
  }

  @Override
  Verdict judge(InstantSource clock) {
    return key.judge(clock, endsAt);
  }

  @Override
  boolean isOfUse() {
    return true;
  }
}
