package dev.keyledger.query.view;

import dev.keyledger.events.ApiKeyCreated;
import dev.keyledger.events.ApiKeyId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// Of which keys a view has rows already.
public final class KnownRows {
  private KnownRows() {}

  /// Reads the rows of those keys to which something happens.
  ///
  /// A view holds everything up to some position: where the first of the keys that are created now
  /// is not there, none of them is, and to look for each would take as long as to write it.
  ///
  /// @param read reads the rows of some keys, and says which of these are there
  /// @return those that are there
  public static Set<ApiKeyId> of(List<KeyChange> changes, UnaryOperator<Set<ApiKeyId>> read) {
    var created =
        changes.stream()
            .filter(change -> change.event() instanceof ApiKeyCreated)
            .map(KeyChange::apiKeyId)
            .toList();
    var all = changes.stream().map(KeyChange::apiKeyId).collect(Collectors.toSet());
    var likely = new HashSet<>(all);
    created.stream().skip(1).forEach(likely::remove);
    var there = read.apply(likely);
    return created.isEmpty() || !there.contains(created.getFirst()) ? there : read.apply(all);
  }
}
