package dev.keyledger.query.authentication;

import dev.keyledger.events.ProjectId;
import dev.keyledger.http.ErrorCode;
import dev.keyledger.http.Problem;
import dev.keyledger.http.ProblemException;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A key to verify.
///
/// @param apiKey the text that was presented
/// @param projectId the project that it should be good for; absent for any use
@Schema(name = "Verification", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
record VerifyRequest(
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String apiKey,
    @Schema(nullable = true) @Nullable String projectId) {

  /// @throws ProblemException when the key is missing
  String requireKey() {
    if (apiKey == null) {
      throw new ProblemException(
          Problem.of(ErrorCode.INVALID_API_KEYS, "apiKey must be a string").at("apiKey"));
    }
    return apiKey;
  }

  /// @throws ProblemException when it is not the id of a project
  @Nullable ProjectId project() {
    try {
      return projectId == null ? null : new ProjectId(projectId);
    } catch (IllegalArgumentException _) {
      throw new ProblemException(
          Problem.of(
                  ErrorCode.INVALID_PROJECT_ID,
                  "projectId must be 1 to 64 characters of A-Z a-z 0-9 _ -")
              .at("projectId"));
    }
  }

  /// Shows nothing: it may hold a key.
  @Override
  public String toString() {
    return "VerifyRequest";
  }
}
