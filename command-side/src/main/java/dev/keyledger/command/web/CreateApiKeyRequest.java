package dev.keyledger.command.web;

import dev.keyledger.command.apikey.CreateApiKey;
import dev.keyledger.events.ApiKeyId;
import dev.keyledger.events.KeyKind;
import dev.keyledger.events.ProjectId;
import dev.keyledger.http.ProblemException;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The body of a creation, as it was sent. Nothing past [#toCommand] sees these texts.
///
/// @param name what to call the key; absent or null for no name
/// @param expiresAt when the key stops being valid (RFC 3339); absent or null for never
/// @param metadata what to note about the key, by name; absent or null for nothing
@Schema(name = "ApiKeyRequest", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
record CreateApiKeyRequest(
    @Schema(
            description = "Name of the API key",
            example = "test",
            minLength = 1,
            maxLength = 255,
            nullable = true)
        @Nullable String name,
    @Schema(
            description =
                "When the API key expires, as an RFC 3339 time in the future. Absent or null: never.",
            format = "date-time",
            nullable = true,
            example = "2027-09-10T10:11:00Z")
        @Nullable String expiresAt,
    @Schema(
            description = "Notes of your own: at most 20 entries and 1 KiB of UTF-8 in all.",
            nullable = true,
            example = "{\"team\": \"payments\"}")
        @Nullable Map<String, @Nullable String> metadata) {

  /// @throws ProblemException when a member is not what it must be
  CreateApiKey toCommand(ApiKeyId apiKeyId, ProjectId projectId, boolean repeatable) {
    return new CreateApiKey(
        apiKeyId,
        KeyKind.PROJECT,
        projectId,
        name == null ? null : Members.name(name),
        expiresAt == null ? null : Members.expiresAt(expiresAt),
        Members.metadataOrNone(metadata),
        repeatable);
  }
}
