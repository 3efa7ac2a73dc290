package dev.keyledger.query.authentication;

import dev.keyledger.events.ApiKeyId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A key's id in as little room as it takes. Any two of the same id are equal, whatever else they
/// are.
public class KeyIdentity {
  private final long high;
  private final long low;

  public KeyIdentity(ApiKeyId id) {
    high = id.value().getMostSignificantBits();
    low = id.value().getLeastSignificantBits();
  }

  protected KeyIdentity(KeyIdentity same) {
    high = same.high;
    low = same.low;
  }

  /// The id.
  public final ApiKeyId apiKeyId() {
    return new ApiKeyId(new UUID(high, low));
  }

  @Override
  public final boolean equals(@Nullable Object other) {
    return other instanceof KeyIdentity identity && high == identity.high && low == identity.low;
  }

  /// Random bits, but for the version and the variant.
  @Override
  public final int hashCode() {
    return (int) (high >>> Integer.SIZE) ^ (int) low;
  }
}
