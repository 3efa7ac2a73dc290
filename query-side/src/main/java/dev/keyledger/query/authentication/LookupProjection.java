package dev.keyledger.query.authentication;

import dev.keyledger.ledger.LedgerEntry;
import dev.keyledger.query.view.KeyChange;
import dev.keyledger.query.view.KnownRows;
import dev.keyledger.query.view.View;
import dev.keyledger.query.view.ViewSchema;
import dev.keyledger.query.view.ViewTable;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/// The durable copy of the lookup table, from which nodes that start load theirs. What an event
/// does to a key is decided in one place, [LookupTable], for both.
@Component
final class LookupProjection implements View {
  @Override
  public String name() {
    return "lookup";
  }

  @Override
  public List<ViewTable> tables() {
    return List.of(new ViewTable("api_key", List.of("api_key_id"), Set.of("api_key_pkey")));
  }

  @Override
  public void apply(List<LedgerEntry> events, ViewSchema schema) {
    var changes = KeyChange.in(events);
    if (changes.isEmpty()) {
      return;
    }
    var keys = new LookupTable();
    var known = KnownRows.of(changes, ids -> LookupRows.read(ids, schema, keys));
    changes.forEach(change ->
        keys.apply(change.event(), change.entry().sequenceNumber(), change.entry().occurredAt()));
    var entries =
        changes.stream()
            .map(KeyChange::apiKeyId)
            .distinct()
            .flatMap(id -> Stream.ofNullable(keys.find(id)))
            .toList();
    LookupRows.write(entries, known, schema);
  }
}
