package dev.keyledger.query.audit;

import dev.keyledger.events.ApiKeyId;
import dev.keyledger.events.ProjectId;
import dev.keyledger.http.ProblemException;
import dev.keyledger.http.Rfc3339;
import dev.keyledger.ledger.EventType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which events are asked for, and in which order. What is absent restricts nothing.
///
/// @param scope of which keys
/// @param apiKeyId what happened to this key
/// @param types of one of these types; empty for all
/// @param actor caused by this key, or by `system`
/// @param from at this time or later
/// @param to before this time
/// @param newestFirst whether the newest come first, instead of the oldest
/// @param after those that follow this position in that order
record AuditFilter(
    Scope scope,
    @Nullable ApiKeyId apiKeyId,
    List<EventType> types,
    @Nullable String actor,
    @Nullable Instant from,
    @Nullable Instant to,
    boolean newestFirst,
    @Nullable Long after) {
  /// The actor of what the service did by itself.
  static final String SYSTEM = "system";

  static final String OLDEST = "oldest";
  static final String NEWEST = "newest";

  /// The filter that the parameters of a request ask for.
  ///
  /// @throws ProblemException when one of them asks for nothing that there is
  static AuditFilter of(
      Scope scope,
      @Nullable ApiKeyId apiKeyId,
      @Nullable List<String> types,
      @Nullable String actor,
      @Nullable String from,
      @Nullable String to,
      @Nullable String order,
      @Nullable Long after) {
    return new AuditFilter(
        scope,
        apiKeyId,
        types == null ? List.of() : types(types),
        actor == null ? null : actor(actor),
        from == null ? null : Rfc3339.parameter("from", from),
        to == null ? null : Rfc3339.parameter("to", to),
        order == null || isNewestFirst(order),
        after);
  }

  /// All that happened to one key, from its beginning on.
  static AuditFilter ofKey(@Nullable ProjectId project, ApiKeyId apiKeyId, @Nullable Long after) {
    return new AuditFilter(Scope.of(project), apiKeyId, List.of(), null, null, null, false, after);
  }

  private static boolean isNewestFirst(String order) {
    if (!order.equals(OLDEST) && !order.equals(NEWEST)) {
      throw ProblemException.ofParameter("order", "must be oldest or newest");
    }
    return order.equals(NEWEST);
  }

  private static List<EventType> types(List<String> names) {
    var types = names.stream().map(EventType::of).flatMap(Optional::stream).toList();
    if (names.isEmpty() || types.size() < names.size()) {
      throw ProblemException.ofParameter("type", "must be a type of event such as api-key.revoked");
    }
    return types;
  }

  private static String actor(String text) {
    try {
      return text.equals(SYSTEM) ? text : ApiKeyId.of(text).toString();
    } catch (IllegalArgumentException _) {
      throw ProblemException.ofParameter("actor", "must be the apiKeyId of a key, or " + SYSTEM);
    }
  }

  /// Of which keys events are asked for.
  ///
  /// @param project of the keys of this project; absent for all keys, or for those of none
  /// @param everything of all keys, and what happened to the ledger itself
  record Scope(@Nullable ProjectId project, boolean everything) {
    static final Scope ALL = new Scope(null, true);

    /// The keys of a project, absent for those that belong to none.
    static Scope of(@Nullable ProjectId project) {
      return new Scope(project, false);
    }
  }
}
