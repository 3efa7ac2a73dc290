package dev.keyledger.query.audit;

import dev.keyledger.events.ApiKeyEvent;
import dev.keyledger.events.ApiKeyId;
import dev.keyledger.events.HistoryAccepted;
import dev.keyledger.events.PartnerKeyCounted;
import dev.keyledger.ledger.LedgerEntry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Turns events into what people may see of them. What an event changed, and what its actor was
/// called, follows from the histories of the keys in it.
@Component
final class AuditLog {
  private final KeyHistories histories;

  AuditLog(KeyHistories histories) {
    this.histories = histories;
  }

  /// The entries of these events, in the same order.
  List<AuditEntry> entries(List<LedgerEntry> events) {
    var page = new Page(histories.of(keysIn(events)));
    return events.stream().map(page::entry).toList();
  }

  private static Set<String> keysIn(List<LedgerEntry> events) {
    return events.stream()
        .flatMap(event ->
            Stream.concat(
                Stream.ofNullable(AuditProjection.subject(event.event())).map(ApiKeyId::toString),
                Stream.ofNullable(event.cause().actorId())))
        .collect(Collectors.toSet());
  }

  /// Some events, with the histories of all keys in them.
  private static final class Page {
    private final Map<String, KeyHistory> histories;
    private final Map<String, Map<Long, SortedMap<String, Change>>> changes = new HashMap<>();

    Page(Map<String, KeyHistory> histories) {
      this.histories = histories;
    }

    AuditEntry entry(LedgerEntry entry) {
      Object event = entry.event();
      var cause = entry.cause();
      ApiKeyId subject = AuditProjection.subject(event);
      KeyHistory history = subject == null ? null : histories.get(subject.toString());
      return new AuditEntry(
          entry.position(),
          entry.occurredAt(),
          entry.type(),
          subject == null ? null : subject.value(),
          history == null ? null : Objects.toString(history.projectId(), null),
          new AuditEntry.Actor(
              cause.actorKind(), cause.actorId(), name(cause.actorId(), entry.position())),
          event instanceof HistoryAccepted accepted ? accepted.reason() : cause.reason(),
          cause.requestId(),
          changes(entry, event));
    }

    private @Nullable String name(@Nullable String actor, long position) {
      KeyHistory history = actor == null ? null : histories.get(actor);
      return history == null ? null : history.nameAt(position);
    }

    private SortedMap<String, Change> changes(LedgerEntry entry, Object event) {
      return switch (event) {
        case ApiKeyEvent _ ->
            Objects.requireNonNull(
                changes
                    .computeIfAbsent(entry.aggregateId(), id -> requireHistory(id).changes())
                    .get(entry.position()));
        case PartnerKeyCounted counted ->
            Change.between(
                Map.of("lasting", !counted.lasting()), Map.of("lasting", counted.lasting()));
        case HistoryAccepted accepted ->
            Change.between(
                Map.of(),
                Map.of(
                    "abandonedSize", accepted.abandonedSize(),
                    "abandonedRoot", accepted.abandonedRoot(),
                    "doubt", accepted.doubt()));
        default -> new TreeMap<>();
      };
    }

    private KeyHistory requireHistory(String id) {
      return Objects.requireNonNull(histories.get(id));
    }
  }
}
