package dev.keyledger.query.authentication;

/// Finds what belongs to keys by the keys' ids.
///
/// @param <V> what is found
final class KeyIndex<V extends KeyIdentity> extends Index<KeyIdentity, V> {
  @Override
  int hash(KeyIdentity key) {
    return key.hash();
  }

  @Override
  boolean areSame(KeyIdentity one, KeyIdentity other) {
    return one.high() == other.high() && one.low() == other.low();
  }

  @Override
  boolean isOfUse(V value) {
    return true;
  }
}
