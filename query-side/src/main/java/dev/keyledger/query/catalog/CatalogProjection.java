package dev.keyledger.query.catalog;

import static java.util.stream.Collectors.joining;

import dev.keyledger.events.ApiKeyId;
import dev.keyledger.ledger.LedgerEntry;
import dev.keyledger.query.view.Columns;
import dev.keyledger.query.view.KeyChange;
import dev.keyledger.query.view.View;
import dev.keyledger.query.view.ViewSchema;
import dev.keyledger.query.view.ViewTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/// Keeps the catalog: reads the rows of the keys to which something happened, and writes them as
/// they are then.
@Component
final class CatalogProjection implements View {
  private static final String COLUMNS = String.join(", ", CatalogRow.COLUMNS.keySet());

  private static final String READ =
      "SELECT " + COLUMNS + " FROM %1$s.api_key WHERE api_key_id = ANY (?::uuid[])";

  private static final String WRITE =
      "INSERT INTO %1$s.api_key ("
          + COLUMNS
          + ") SELECT * FROM unnest("
          + each("?::%2$s[]")
          + ") ON CONFLICT (api_key_id) DO UPDATE SET "
          + each("%1$s = excluded.%1$s");

  private static String each(String format) {
    return CatalogRow.COLUMNS.entrySet().stream()
        .map(column -> format.formatted(column.getKey(), column.getValue()))
        .collect(joining(", "));
  }

  @Override
  public String name() {
    return "catalog";
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
    var rows = new LinkedHashMap<ApiKeyId, CatalogRow>();
    changes.forEach(change -> rows.put(change.apiKeyId(), new CatalogRow()));
    schema
        .sql(READ)
        .param(new Columns<>(List.copyOf(rows.keySet())).texts(id -> id))
        .query(row -> {
          rows.put(ApiKeyId.of(row.getString("api_key_id")), CatalogRow.of(row));
        });
    changes.forEach(
        change -> rows.computeIfPresent(change.apiKeyId(), (_, row) -> row.after(change)));
    write(rows.values().stream().filter(CatalogRow::exists).toList(), schema);
  }

  private static void write(List<CatalogRow> rows, ViewSchema schema) {
    var columns = new Columns<>(rows);
    var write = schema.sql(WRITE);
    for (String column : CatalogRow.COLUMNS.keySet()) {
      write = write.param(columns.texts(row -> row.get(column)));
    }
    write.update();
  }
}
