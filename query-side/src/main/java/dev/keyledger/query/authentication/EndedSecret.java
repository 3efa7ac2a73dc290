package dev.keyledger.query.authentication;

import dev.keyledger.key.Sha256;
import java.time.InstantSource;

/// A secret that was replaced. It holds its place until the table of secrets grows.
final class EndedSecret extends Secret {
  EndedSecret(Sha256 digest) {
    super(digest);
  }

  @Override
  Verdict judge(InstantSource clock) {
    return new Verdict.Unknown();
  }

  @Override
  boolean isOfUse() {
    return false;
  }
}
