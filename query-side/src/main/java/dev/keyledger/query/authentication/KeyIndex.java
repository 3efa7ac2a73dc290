package dev.keyledger.query.authentication;

import java.util.function.Predicate;

/// Finds what belongs to keys by the keys' ids.
///
/// @param <V> what is found
public final class KeyIndex<V extends KeyIdentity> extends Index<KeyIdentity, V> {
  private final Predicate<V> isOfUse;

  /// @param isOfUse whether a value must be kept when the index grows
  public KeyIndex(Predicate<V> isOfUse) {
    this.isOfUse = isOfUse;
  }

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
    return isOfUse.test(value);
  }
}
