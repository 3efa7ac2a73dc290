package dev.keyledger.query.authentication;

import dev.keyledger.key.Sha256;

/// Finds secrets by their digests.
final class SecretIndex extends Index<Sha256, Secret> {
  /// All bits of a digest are equally good.
  @Override
  int hash(Sha256 digest) {
    return digest.hashCode();
  }

  @Override
  boolean areSame(Sha256 one, Sha256 other) {
    return one.equals(other);
  }

  @Override
  boolean isOfUse(Secret secret) {
    return secret.isOfUse();
  }
}
