package dev.keyledger.command.web;

import dev.keyledger.command.apikey.CreateApiKey;
import dev.keyledger.command.apikey.KeyName;
import dev.keyledger.events.ApiKeyId;
import dev.keyledger.events.KeyKind;
import dev.keyledger.events.ProjectId;
import dev.keyledger.http.ErrorCode;
import dev.keyledger.http.Problem;
import dev.keyledger.http.ProblemException;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The body of a creation, as it was sent. Nothing past [#toCommand] sees these texts.
///
/// @param name what to call the key; absent or null for no name
/// @param expiresAt when the key stops being valid (RFC 3339); absent or null for never
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
        @Nullable String expiresAt) {

  /// @throws ProblemException when a member is not what it must be
  CreateApiKey toCommand(ApiKeyId apiKeyId, ProjectId projectId) {
    return new CreateApiKey(
        apiKeyId,
        KeyKind.PROJECT,
        projectId,
        name == null ? null : parseName(name),
        expiresAt == null ? null : parseExpiresAt(expiresAt));
  }

  private static KeyName parseName(String text) {
    try {
      return new KeyName(text);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(
          Problem.of(ErrorCode.INVALID_NAME, "name " + e.getMessage()).at("name"));
    }
  }

  private static Instant parseExpiresAt(String text) {
    return Rfc3339.parse(text)
        .orElseThrow(() ->
            new ProblemException(
                Problem.of(
                        ErrorCode.INVALID_EXPIRES_AT,
                        "expiresAt must be an RFC 3339 time such as 2027-09-10T10:11:00Z,"
                            + " with at most 9 digits of a second and a year up to 9999")
                    .at("expiresAt")));
  }
}
