package dev.keyledger.query.view;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What people see of a key: never its secret, nor a digest of it.
///
/// @param name what it is called; absent when it has no name
/// @param apiKeyId its id
/// @param prefix the first 8 characters of its newest secret, by which its owner recognises it
/// @param kind what it is for
/// @param projectId its project
/// @param status `active`, `disabled`, `expired` or `revoked`, at the moment that is asked for
/// @param createdAt when it was created
/// @param expiresAt when it stops being valid; absent for never
/// @param disabledAt when it was disabled; absent when it is not
/// @param rotatedAt when it got its newest secret; absent when that is its first
/// @param overlapEndsAt when the older secret of its last rotation ends; absent when none goes on
/// @param revokedAt when it was revoked; absent when it was not
/// @param lastUsedAt when it was last found good, up to ten seconds ago; absent when it never was
/// @param metadata what people note about it; absent when they note nothing
/// @param version the sequence number of its newest event: its entity tag
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@Schema(name = "ApiKeyEntry")
public record ApiKeyEntry(
    @Schema(example = "test") @Nullable String name,
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED) UUID apiKeyId,
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "TtgGcQFq") String prefix,
    @Schema(
            requiredMode = Schema.RequiredMode.REQUIRED,
            allowableValues = {"partner", "verifier", "project"})
        String kind,
    @Schema(example = "mtKDhe1U") @Nullable String projectId,
    @Schema(
            requiredMode = Schema.RequiredMode.REQUIRED,
            allowableValues = {"active", "disabled", "expired", "revoked"})
        String status,
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED) Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Instant disabledAt,
    @Nullable Instant rotatedAt,
    @Nullable Instant overlapEndsAt,
    @Nullable Instant revokedAt,
    @Nullable Instant lastUsedAt,
    @Schema(example = "{\"team\": \"payments\"}") Map<String, String> metadata,
    @JsonIgnore long version) {

  /// The same key, with the time of its last use; absent when it never was used.
  public ApiKeyEntry withLastUse(@Nullable Instant at) {
    return new ApiKeyEntry(
        name,
        apiKeyId,
        prefix,
        kind,
        projectId,
        status,
        createdAt,
        expiresAt,
        disabledAt,
        rotatedAt,
        overlapEndsAt,
        revokedAt,
        at,
        metadata,
        version);
  }
}
