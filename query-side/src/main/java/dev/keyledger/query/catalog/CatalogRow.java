package dev.keyledger.query.catalog;

import dev.keyledger.events.ApiKeyCreated;
import dev.keyledger.events.ApiKeyDisabled;
import dev.keyledger.events.ApiKeyEnabled;
import dev.keyledger.events.ApiKeyExpiryChanged;
import dev.keyledger.events.ApiKeyMetadataChanged;
import dev.keyledger.events.ApiKeyRenamed;
import dev.keyledger.events.ApiKeyRevoked;
import dev.keyledger.events.ApiKeyRotated;
import dev.keyledger.events.ApiKeyRotationCompleted;
import dev.keyledger.ledger.LedgerEntry;
import dev.keyledger.query.view.ExactTime;
import dev.keyledger.query.view.KeyChange;
import dev.keyledger.query.view.KeyFilter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// A row of the catalog on its way from PostgreSQL and back: what an event does not change goes
/// back as it came.
final class CatalogRow {
  /// The columns with their types.
  static final Map<String, String> COLUMNS = columns();

  private final Map<String, @Nullable String> values = new HashMap<>();
  private long version = -1;

  private static Map<String, String> columns() {
    var types = new LinkedHashMap<String, String>();
    types.put("api_key_id", "uuid");
    types.put("project_id", "text");
    types.put("kind", "text");
    types.put("name", "text");
    types.put("folded_name", "text");
    types.put("prefix", "text");
    types.put("metadata", "text");
    types.put("created_at", "timestamptz");
    types.put("created_position", "bigint");
    types.put("expires_at", "numeric");
    types.put("disabled_at", "timestamptz");
    types.put("rotated_at", "timestamptz");
    types.put("overlap_ends_at", "numeric");
    types.put("revoked_at", "timestamptz");
    types.put("version", "bigint");
    return types;
  }

  /// A row as it was read, with all columns.
  static CatalogRow of(ResultSet columns) throws SQLException {
    var row = new CatalogRow();
    for (String column : COLUMNS.keySet()) {
      row.values.put(column, columns.getString(column));
    }
    row.version = columns.getLong("version");
    return row;
  }

  /// What a column holds, as text; absent for NULL.
  @Nullable String get(String column) {
    return values.get(column);
  }

  /// Whether anything is known of the key.
  boolean exists() {
    return version >= 0;
  }

  /// This row after one more event. One that is in the row already, or older, changes nothing.
  CatalogRow after(KeyChange change) {
    var entry = change.entry();
    var event = change.event();
    if (entry.sequenceNumber() <= version || (!exists() && !(event instanceof ApiKeyCreated))) {
      return this;
    }
    version = entry.sequenceNumber();
    set("version", version);
    switch (event) {
      case ApiKeyCreated created -> create(created, entry);
      case ApiKeyRenamed renamed -> setName(renamed.name());
      case ApiKeyExpiryChanged changed ->
          set("expires_at", ExactTime.toNumber(changed.expiresAt()));
      case ApiKeyMetadataChanged changed -> set("metadata", json(changed.metadata()));
      case ApiKeyDisabled _ -> set("disabled_at", entry.occurredAt());
      case ApiKeyEnabled _ -> set("disabled_at", null);
      case ApiKeyRotated rotated -> {
        set("prefix", rotated.prefix().value());
        set("rotated_at", entry.occurredAt());
        set("overlap_ends_at", ExactTime.toNumber(rotated.keptUntil()));
      }
      case ApiKeyRotationCompleted _ -> set("overlap_ends_at", null);
      case ApiKeyRevoked _ -> set("revoked_at", entry.occurredAt());
    }
    return this;
  }

  private void create(ApiKeyCreated created, LedgerEntry entry) {
    set("api_key_id", created.apiKeyId());
    set("project_id", created.projectId());
    set("kind", created.kind().word());
    setName(created.name());
    set("prefix", created.prefix().value());
    set("metadata", json(created.metadata()));
    set("created_at", entry.occurredAt());
    set("created_position", entry.position());
    set("expires_at", ExactTime.toNumber(created.expiresAt()));
  }

  private void setName(@Nullable String name) {
    set("name", name);
    set("folded_name", KeyFilter.fold(name));
  }

  private void set(String column, @Nullable Object value) {
    values.put(column, Objects.toString(value, null));
  }

  private static String json(@Nullable Map<String, String> metadata) {
    return JsonMapper.shared()
        .writeValueAsString(metadata == null ? Map.of() : new TreeMap<>(metadata));
  }
}
