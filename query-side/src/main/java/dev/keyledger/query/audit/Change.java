package dev.keyledger.query.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What became of something: a text, a time, a number, whether something is so, or texts by name.
///
/// @param from what it was; absent when there was none
/// @param to what it is now; absent when there is none any more
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "AuditChange")
record Change(
    @Schema(oneOf = {String.class, Boolean.class, Long.class, Object.class}) @Nullable Object from,
    @Schema(oneOf = {String.class, Boolean.class, Long.class, Object.class}) @Nullable Object to) {

  /// What is different, by name.
  static SortedMap<String, Change> between(Map<String, Object> before, Map<String, Object> after) {
    var names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    var changes = new TreeMap<String, Change>();
    for (String name : names) {
      if (!Objects.equals(before.get(name), after.get(name))) {
        changes.put(name, new Change(before.get(name), after.get(name)));
      }
    }
    return changes;
  }
}
