package dev.keyledger.ledger;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Who caused an event, and in which request: what is stored beside every event, all of it text.
///
/// No addresses and no other personal data: events cannot be edited.
///
/// @param actorId the id of the key that acted; absent when the service acted by itself
/// @param actorKind the kind of the key that acted, or `system`
/// @param requestId the request's id, as in the answer's `X-Request-Id`; absent without a request
/// @param traceparent the trace that the request belongs to, as W3C Trace Context writes it; absent
///   when the request named none
/// @param reason what whoever acted gave as the reason; absent when nothing was given
public record Cause(
    @Nullable String actorId,
    String actorKind,
    @Nullable String requestId,
    @Nullable String traceparent,
    @Nullable String reason) {
  static final String[] NAMES = {"actorId", "actorKind", "requestId", "traceparent", "reason"};

  /// The service acted by itself.
  public static Cause system() {
    return new Cause(null, "system", null, null, null);
  }

  /// The cause that such texts tell of.
  static Cause of(Map<String, ?> metadata) {
    return new Cause(
        text(metadata, "actorId"),
        String.valueOf(metadata.get("actorKind")),
        text(metadata, "requestId"),
        text(metadata, "traceparent"),
        text(metadata, "reason"));
  }

  private static @Nullable String text(Map<String, ?> metadata, String name) {
    return Objects.toString(metadata.get(name), null);
  }

  /// The names and texts that are stored.
  public Map<String, String> metadata() {
    var metadata = new HashMap<String, String>();
    metadata.put("actorKind", actorKind);
    if (actorId != null) {
      metadata.put("actorId", actorId);
    }
    if (requestId != null) {
      metadata.put("requestId", requestId);
    }
    if (traceparent != null) {
      metadata.put("traceparent", traceparent);
    }
    if (reason != null) {
      metadata.put("reason", reason);
    }
    return metadata;
  }
}
