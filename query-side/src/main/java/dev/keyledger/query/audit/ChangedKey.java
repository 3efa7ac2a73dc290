package dev.keyledger.query.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A key that became valid, or stopped being valid, between two moments.
///
/// @param apiKeyId the key
/// @param name what it was called at the second moment; absent when it had no name
/// @param from its status at the first moment; absent when it was not there yet
/// @param to its status at the second moment
/// @param changes each time that it became valid or stopped being valid, in their order
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "ApiKeyDifference")
record ChangedKey(
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED) UUID apiKeyId,
    @Nullable String name,
    @Schema(allowableValues = {"active", "disabled", "expired", "revoked"}) @Nullable String from,
    @Schema(
            requiredMode = Schema.RequiredMode.REQUIRED,
            allowableValues = {"active", "disabled", "expired", "revoked"})
        String to,
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED) List<Decision> changes) {}
