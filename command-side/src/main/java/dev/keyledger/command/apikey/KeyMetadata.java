package dev.keyledger.command.apikey;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What people note about a key: names and texts, which mean nothing to the service.
///
/// @param entries at most 20, which have at most 1 KiB of UTF-8 in all, names included; no name is
///   empty, and nothing in them would garble the text it is shown in
public record KeyMetadata(Map<String, String> entries) {
  /// Nothing is noted.
  public static final KeyMetadata NONE = new KeyMetadata(Map.of());

  /// The most entries.
  public static final int MAX_ENTRIES = 20;

  /// The most bytes of all names and texts together.
  public static final int MAX_BYTES = 1024;

  /// @throws IllegalArgumentException with a sentence that may be shown, when this cannot be noted
  public KeyMetadata {
    // In an order of its own, so that the same is always written in the same way.
    entries = Collections.unmodifiableMap(new TreeMap<>(entries));
    if (entries.size() > MAX_ENTRIES) {
      throw new IllegalArgumentException("must have at most " + MAX_ENTRIES + " entries");
    }
    if (entries.containsKey("")) {
      throw new IllegalArgumentException("must not have an entry without a name");
    }
    entries.forEach((name, text) -> {
      ShownText.requireLegible(name);
      ShownText.requireLegible(text);
    });
    if (bytes(entries) > MAX_BYTES) {
      throw new IllegalArgumentException(
          "must have at most " + MAX_BYTES + " bytes in all, names included");
    }
  }

  private static int bytes(Map<String, String> entries) {
    return entries.entrySet().stream().mapToInt(e -> bytes(e.getKey()) + bytes(e.getValue())).sum();
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /// This, with changes (RFC 7396).
  ///
  /// @param changes new texts by name; a null removes the entry
  /// @throws IllegalArgumentException with a sentence that may be shown, when the result cannot be
  ///   noted
  KeyMetadata with(Map<String, @Nullable String> changes) {
    var changed = new TreeMap<>(entries);
    changes.forEach((name, text) -> {
      if (text == null) {
        changed.remove(name);
      } else {
        changed.put(name, text);
      }
    });
    return new KeyMetadata(changed);
  }
}
