package dev.keyledger.query.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What people see of a key: never its secret, nor a digest of it.
///
/// @param name what it is called; absent when it has no name
/// @param apiKeyId its id
/// @param prefix its first 8 characters, by which its owner recognises it
/// @param createdAt when it was created
/// @param expiresAt when it stops being valid; absent for never
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "ApiKeyEntry")
record CatalogEntry(
    @Schema(example = "test") @Nullable String name,
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED) UUID apiKeyId,
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "TtgGcQFq") String prefix,
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED) Instant createdAt,
    @Nullable Instant expiresAt) {}
