package dev.keyledger.query.authentication;

import dev.keyledger.key.Sha256;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One of the secrets of a key, found by its digest. It leads to its key as long as it is one of
/// its secrets.
final class Secret extends Sha256 {
  private final @Nullable Instant endsAt;
  private volatile @Nullable LookupEntry key;

  /// @param endsAt when it ends before its key does; absent but during a rotation
  Secret(Sha256 digest, @Nullable Instant endsAt) {
    super(digest);
    this.endsAt = endsAt;
  }

  /// The same secret with an end of its own.
  Secret until(@Nullable Instant end) {
    return new Secret(this, end);
  }

  @Nullable Instant endsAt() {
    return endsAt;
  }

  void leadTo(@Nullable LookupEntry entry) {
    key = entry;
  }

  boolean isOfUse() {
    return key != null;
  }

  /// The judgement of this secret at `now`.
  Verdict judge(Instant now) {
    LookupEntry entry = key;
    return entry == null ? new Verdict.Unknown() : entry.judge(now, endsAt);
  }
}
