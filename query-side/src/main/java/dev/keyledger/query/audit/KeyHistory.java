package dev.keyledger.query.audit;

import dev.keyledger.events.ApiKeyCreated;
import dev.keyledger.events.ProjectId;
import dev.keyledger.ledger.LedgerEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// All that happened to a key, from its creation on.
///
/// What was at a time follows from the events that have this time or an earlier one. Events of the
/// same time are not told apart: nobody saw what was between them.
///
/// @param events all of them, in their order
record KeyHistory(List<LedgerEntry> events) {

  /// The key's project; absent when it belongs to none.
  @Nullable ProjectId projectId() {
    return ((ApiKeyCreated) events.getFirst().event()).projectId();
  }

  /// The key as it was at `time`, if it was there.
  Optional<KeyState> at(Instant time) {
    return after(event -> !event.occurredAt().isAfter(time));
  }

  /// The key's name after the event at `position`; absent when it had none.
  @Nullable String nameAt(long position) {
    return after(event -> event.position() <= position).map(KeyState::name).orElse(null);
  }

  private Optional<KeyState> after(Predicate<LedgerEntry> some) {
    if (events.isEmpty() || !some.test(events.getFirst())) {
      return Optional.empty();
    }
    var state = new KeyState();
    events.stream().takeWhile(some).forEach(state::apply);
    return Optional.of(state);
  }

  /// What each event changed, by its position.
  Map<Long, SortedMap<String, Change>> changes() {
    var changes = new HashMap<Long, SortedMap<String, Change>>();
    var state = new KeyState();
    for (LedgerEntry event : events) {
      var before = state.facts();
      state.apply(event);
      changes.put(event.position(), Change.between(before, state.facts()));
    }
    return changes;
  }

  /// What the key was, one status after the other, up to and including `end`.
  List<Turn> turns(Instant end) {
    var turns = new ArrayList<Turn>();
    var state = new KeyState();
    for (int i = 0; i < events.size() && !events.get(i).occurredAt().isAfter(end); i++) {
      Instant time = events.get(i).occurredAt();
      Instant next = i + 1 < events.size() ? events.get(i + 1).occurredAt() : Instant.MAX;
      state.apply(events.get(i));
      if (next.isAfter(time)) {
        look(state, time, turns);
        Instant expiry = state.expiresAt();
        if (expiry != null
            && expiry.isAfter(time)
            && expiry.isBefore(next)
            && !expiry.isAfter(end)) {
          look(state, expiry, turns);
        }
      }
    }
    return turns;
  }

  private static void look(KeyState state, Instant time, List<Turn> turns) {
    var status = state.statusAt(time);
    if (turns.isEmpty() || turns.getLast().status() != status) {
      turns.add(new Turn(status, time, state.decisive(status)));
    }
  }
}
