package dev.keyledger.query.authentication;

import dev.keyledger.key.Sha256;
import java.time.InstantSource;

/// What the digest of a secret leads to: the newest secret of a key to the key itself, so that a
/// verification looks at one object.
abstract sealed class Secret extends Sha256 permits LookupEntry, OlderSecret, EndedSecret {
  Secret(Sha256 digest) {
    super(digest);
  }

  /// The judgement of this secret at this moment. The clock is read only where something ends.
  abstract Verdict judge(InstantSource clock);

  /// Whether somebody may still be told something else of it than of a secret that never was.
  abstract boolean isOfUse();
}
