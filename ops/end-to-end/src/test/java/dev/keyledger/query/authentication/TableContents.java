package dev.keyledger.query.authentication;

import dev.keyledger.events.ApiKeyId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.springframework.context.ApplicationContext;

/// What a node's table of keys holds, as texts that can be compared.
public final class TableContents {
  private TableContents() {}

  /// All that is known of these keys, and how each of their secrets is judged at `now`.
  public static List<String> of(ApplicationContext node, List<String> apiKeyIds, Instant now) {
    var table = node.getBean(LookupTable.class);
    return apiKeyIds.stream()
        .map(id -> describe(Objects.requireNonNull(table.find(ApiKeyId.of(id)), id), now))
        .toList();
  }

  private static String describe(LookupEntry key, Instant now) {
    var secrets =
        key.secrets()
            .map(secret -> secret.endsAt() + "=" + secret.judge(now).getClass().getSimpleName())
            .toList();
    return "%s %d %s %s %s %s %s %s %s"
        .formatted(
            key.apiKeyId(),
            key.version(),
            key.kind(),
            key.projectId(),
            key.name(),
            key.metadata(),
            key.createdAt(),
            key.expiresAt(),
            secrets);
  }
}
