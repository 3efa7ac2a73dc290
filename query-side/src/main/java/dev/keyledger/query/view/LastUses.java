package dev.keyledger.query.view;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/// When keys were last used, for whoever shows keys.
public interface LastUses {
  /// When each of `keys` was last found good; keys that never were are missing.
  Map<UUID, Instant> of(Collection<UUID> keys);
}
