package dev.keyledger.query.audit;

import dev.keyledger.events.ApiKeyId;
import dev.keyledger.events.ProjectId;
import dev.keyledger.query.view.ApiKeyEntry;
import dev.keyledger.query.view.Freshness;
import dev.keyledger.query.view.KeyFilter;
import dev.keyledger.query.view.PastKeys;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/// Keys as they were: made of their events up to that time.
@Component
final class KeysAsOf implements PastKeys {
  /// How many keys are looked at together, where not all of the first are asked for.
  private static final int SOME = 500;

  private final AuditIndex index;
  private final KeyHistories histories;
  private final PastTime pastTime;
  private final Freshness freshness;

  KeysAsOf(
      AuditIndex index,
      KeyHistories histories,
      PastTime pastTime,
      @Qualifier("audit") Freshness freshness) {
    this.index = index;
    this.histories = histories;
    this.pastTime = pastTime;
    this.freshness = freshness;
  }

  @Override
  public Optional<ApiKeyEntry> get(@Nullable ProjectId project, ApiKeyId id, Instant asOf) {
    pastTime.require("asOf", asOf);
    return histories.get(project, id).flatMap(key -> key.at(asOf)).map(key -> key.shownAt(asOf));
  }

  @Override
  public List<ApiKeyEntry> list(
      @Nullable ProjectId project, KeyFilter filter, Instant asOf, long position, int limit) {
    pastTime.require("asOf", asOf);
    freshness.await();
    var found = new ArrayList<ApiKeyEntry>();
    long before = position;
    for (int some = limit; found.size() < limit && before > 0; some = SOME) {
      var creations = index.creations(project, asOf, before, some);
      shown(creations, asOf).stream()
          .filter(filter::matches)
          .limit(limit - found.size())
          .forEach(found::add);
      before = creations.size() < some ? 0 : creations.getLast().position();
    }
    return found;
  }

  private List<ApiKeyEntry> shown(List<AuditIndex.Creation> creations, Instant asOf) {
    var ids = creations.stream().map(AuditIndex.Creation::apiKeyId).toList();
    var keys = histories.of(ids);
    return ids.stream()
        .map(id -> Objects.requireNonNull(keys.get(id)).at(asOf).orElseThrow().shownAt(asOf))
        .toList();
  }
}
