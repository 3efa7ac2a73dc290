package dev.keyledger.query.audit;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import dev.keyledger.events.ApiKeyCreated;
import dev.keyledger.events.ApiKeyId;
import dev.keyledger.events.ProjectId;
import dev.keyledger.ledger.LedgerEntry;
import dev.keyledger.ledger.PastEvents;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Reads the histories of keys: from the ledger itself, so that they are never behind it.
@Component
final class KeyHistories {
  private final PastEvents ledger;

  KeyHistories(PastEvents ledger) {
    this.ledger = ledger;
  }

  /// The history of the key `id`, if it is one of `project`, absent for none.
  Optional<KeyHistory> get(@Nullable ProjectId project, ApiKeyId id) {
    return Optional.ofNullable(of(List.of(id.toString())).get(id.toString()))
        .filter(history -> Objects.equals(history.projectId(), project));
  }

  /// The histories of those of `ids` that are keys, by id.
  Map<String, KeyHistory> of(Collection<String> ids) {
    return ledger.ofAggregates(ids).stream()
        .collect(groupingBy(LedgerEntry::aggregateId))
        .entrySet()
        .stream()
        .filter(history -> history.getValue().getFirst().event() instanceof ApiKeyCreated)
        .collect(toMap(Map.Entry::getKey, history -> new KeyHistory(history.getValue())));
  }
}
