package dev.keyledger.query.authentication;

import dev.keyledger.events.ApiKeyId;

/// A key's id alone.
record KeyId(long high, long low) implements KeyIdentity {
  KeyId(ApiKeyId id) {
    this(id.value().getMostSignificantBits(), id.value().getLeastSignificantBits());
  }
}
