package dev.keyledger.query.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One event of the ledger, as people may see it: never a secret, nor a digest of one.
///
/// @param position its place in the ledger: 1, 2, 3, without a gap
/// @param time when it was stored; never earlier than the event before it
/// @param type what kind of event it is
/// @param apiKeyId the key that it happened to; absent where it happened to none
/// @param projectId the project of that key; absent where it belongs to none
/// @param actor who caused it
/// @param reason the reason that was given; absent when none was
/// @param requestId the request's `X-Request-Id`; absent without a request
/// @param changes what it changed, by name
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "AuditEvent")
record AuditEntry(
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED) long position,
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED) Instant time,
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "api-key.revoked") String type,
    @Nullable UUID apiKeyId,
    @Schema(example = "mtKDhe1U") @Nullable String projectId,
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED) Actor actor,
    @Nullable String reason,
    @Nullable String requestId,
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED) Map<String, Change> changes) {

  /// Who caused an event.
  ///
  /// @param kind the kind of the key that acted, or `system` when the service did
  /// @param apiKeyId the key that acted; absent when the service did
  /// @param name what that key was called at that time; absent when it had no name
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "AuditActor")
  record Actor(
      @Schema(
              requiredMode = Schema.RequiredMode.REQUIRED,
              allowableValues = {"partner", "verifier", "project", "system"})
          String kind,
      @Nullable String apiKeyId,
      @Nullable String name) {}
}
