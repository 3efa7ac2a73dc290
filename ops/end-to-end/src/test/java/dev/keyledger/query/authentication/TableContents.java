package dev.keyledger.query.authentication;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.ApplicationContext;

/// What a node's table of keys holds, as texts that can be compared.
public final class TableContents {
  private TableContents() {}

  /// All that is known of all keys, and how each of their secrets is judged at `now`; sorted.
  public static List<String> of(ApplicationContext node, Instant now) {
    var table = node.getBean(LookupTable.class);
    var keys = new ArrayList<String>();
    table.forEach(key -> keys.add(describe(key, table, now)));
    keys.sort(null);
    return keys;
  }

  private static String describe(LookupEntry key, LookupTable table, Instant now) {
    return "%s %d %s %s %s %s %s %s %s %s"
        .formatted(
            key.apiKeyId(),
            key.version(),
            key.kind(),
            key.projectId(),
            key.name(),
            key.metadata(),
            key.createdAt(),
            key.expiresAt(),
            key.secrets()
                .map(secret -> describe(table.judge(secret, InstantSource.fixed(now))))
                .toList(),
            key.olderSecret() == null ? null : key.olderSecret().endsAt());
  }

  private static String describe(Verdict verdict) {
    return verdict.getClass().getSimpleName();
  }
}
