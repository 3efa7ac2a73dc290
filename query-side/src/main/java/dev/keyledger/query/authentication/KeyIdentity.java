package dev.keyledger.query.authentication;

import dev.keyledger.events.ApiKeyId;
import java.util.UUID;

/// Whatever has a key's id, kept in as little room as it takes.
public interface KeyIdentity {

  /// The first 64 bits of the id.
  long high();

  /// The last 64 bits of the id.
  long low();

  /// The id.
  default ApiKeyId apiKeyId() {
    return new ApiKeyId(new UUID(high(), low()));
  }

  /// Bits that differ from key to key: the first half of an id begins with a time, and the second
  /// one ends with random bits.
  default int hash() {
    return (int) (high() >>> Integer.SIZE) ^ (int) low();
  }
}
