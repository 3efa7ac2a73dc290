package dev.keyledger.query.audit;

import dev.keyledger.events.ApiKeyId;
import dev.keyledger.events.ProjectId;
import dev.keyledger.ledger.LedgerEntry;
import dev.keyledger.query.view.KeyStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// When keys were valid, and why.
@Component
final class Validity {
  private final KeyHistories histories;
  private final AuditLog log;

  Validity(KeyHistories histories, AuditLog log) {
    this.histories = histories;
    this.log = log;
  }

  /// What decided what the key `id` was at `time`, if there was such a key of `project`.
  Optional<Decision> explain(@Nullable ProjectId project, ApiKeyId id, Instant time) {
    return histories
        .get(project, id)
        .map(key -> key.turns(time))
        .filter(turns -> !turns.isEmpty())
        .map(List::getLast)
        .map(turn -> decision(turn, entries(Stream.of(turn))));
  }

  /// Those of some keys that became valid, or stopped being valid, after `from` and up to `to`.
  List<ChangedKey> changed(List<String> ids, Instant from, Instant to) {
    var keys = histories.of(ids);
    var changes = new LinkedHashMap<String, List<Turn>>();
    for (String id : ids) {
      changes.put(id, changes(Objects.requireNonNull(keys.get(id)).turns(to), from));
    }
    changes.values().removeIf(List::isEmpty);
    var entries = entries(changes.values().stream().flatMap(List::stream));
    return changes.entrySet().stream()
        .map(change -> {
          var key = Objects.requireNonNull(keys.get(change.getKey()));
          var last = key.at(to).orElseThrow();
          return new ChangedKey(
              UUID.fromString(change.getKey()),
              last.name(),
              key.at(from).map(first -> first.statusAt(from).word()).orElse(null),
              last.statusAt(to).word(),
              change.getValue().stream().map(turn -> decision(turn, entries)).toList());
        })
        .toList();
  }

  private static List<Turn> changes(List<Turn> turns, Instant from) {
    var changes = new ArrayList<Turn>();
    boolean valid = false;
    for (Turn turn : turns) {
      if (turn.valid() != valid && turn.since().isAfter(from)) {
        changes.add(turn);
      }
      valid = turn.valid();
    }
    return changes;
  }

  /// The entries of the events that decided, by position. One event may decide more than once: it
  /// makes a key valid, and sets its end.
  private Map<Long, AuditEntry> entries(Stream<Turn> turns) {
    var events = new TreeMap<Long, LedgerEntry>();
    turns.map(Turn::decisive).forEach(event -> events.put(event.position(), event));
    return log.entries(List.copyOf(events.values())).stream()
        .collect(Collectors.toMap(AuditEntry::position, entry -> entry));
  }

  private static Decision decision(Turn turn, Map<Long, AuditEntry> entries) {
    return new Decision(
        turn.valid(),
        turn.status().word(),
        turn.since(),
        turn.status() == KeyStatus.EXPIRED ? Decision.EXPIRY : Decision.EVENT,
        Objects.requireNonNull(entries.get(turn.decisive().position())));
  }
}
