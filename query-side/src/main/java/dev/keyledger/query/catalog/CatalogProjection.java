package dev.keyledger.query.catalog;

import static java.util.stream.Collectors.joining;

import dev.keyledger.events.ApiKeyId;
import dev.keyledger.ledger.LedgerEntry;
import dev.keyledger.query.view.Columns;
import dev.keyledger.query.view.KeyChange;
import dev.keyledger.query.view.KnownRows;
import dev.keyledger.query.view.NewRows;
import dev.keyledger.query.view.View;
import dev.keyledger.query.view.ViewSchema;
import dev.keyledger.query.view.ViewTable;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/// Keeps the catalog: reads the rows of the keys to which something happened, and writes them as
/// they are then.
@Component
final class CatalogProjection implements View {
  private static final String COLUMNS = String.join(", ", CatalogRow.COLUMNS.keySet());

  private static final String READ =
      "SELECT " + COLUMNS + " FROM %1$s.api_key WHERE api_key_id = ANY (?::uuid[])";

  private static final NewRows<CatalogRow> NEW = newRows();

  private static final String CHANGE =
      "UPDATE %1$s.api_key AS key SET "
          + each("%1$s = changed.%1$s")
          + " FROM unnest("
          + each("?::%2$s[]")
          + ") AS changed ("
          + COLUMNS
          + ") WHERE key.api_key_id = changed.api_key_id";

  private static String each(String format) {
    return CatalogRow.COLUMNS.entrySet().stream()
        .map(column -> format.formatted(column.getKey(), column.getValue()))
        .collect(joining(", "));
  }

  private static NewRows<CatalogRow> newRows() {
    var rows = NewRows.<CatalogRow>in("api_key");
    for (String column : CatalogRow.COLUMNS.keySet()) {
      rows = rows.with(column, row -> row.get(column));
    }
    return rows;
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
    var known = KnownRows.of(changes, ids -> read(ids, schema, rows));
    changes.forEach(
        change -> rows.computeIfPresent(change.apiKeyId(), (_, row) -> row.after(change)));
    change(known.stream().map(rows::get).toList(), schema);
    rows.keySet().removeAll(known);
    NEW.add(rows.values().stream().filter(CatalogRow::exists).toList(), schema);
  }

  private static Set<ApiKeyId> read(
      Set<ApiKeyId> ids, ViewSchema schema, Map<ApiKeyId, CatalogRow> rows) {
    var found = new HashSet<ApiKeyId>();
    schema
        .sql(READ)
        .param(new Columns<>(List.copyOf(ids)).texts(id -> id))
        .query(row -> {
          var id = ApiKeyId.of(row.getString("api_key_id"));
          rows.put(id, CatalogRow.of(row));
          found.add(id);
        });
    return found;
  }

  private static void change(List<CatalogRow> rows, ViewSchema schema) {
    if (rows.isEmpty()) {
      return;
    }
    var columns = new Columns<>(rows);
    var change = schema.sql(CHANGE);
    for (String column : CatalogRow.COLUMNS.keySet()) {
      change = change.param(columns.texts(row -> row.get(column)));
    }
    change.update();
  }
}
