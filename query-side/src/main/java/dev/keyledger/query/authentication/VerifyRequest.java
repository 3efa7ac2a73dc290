package dev.keyledger.query.authentication;

import dev.keyledger.events.KeyKind;
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

  /// The question that this is. Without a project any good key will do. For one, a partner key will
  /// as well as the project's own, and a verifier key never.
  ///
  /// @throws ProblemException when the key is missing, or the project is no id of one
  Question question() {
    ProjectId project = project();
    return new Question(
        requireKey(),
        key -> project == null || key.kind() == KeyKind.PARTNER || project.equals(key.projectId()));
  }

  private String requireKey() {
    if (apiKey == null) {
      throw new ProblemException(
          Problem.of(ErrorCode.INVALID_API_KEYS, "apiKey must be a string").at("apiKey"));
    }
    return apiKey;
  }

  private @Nullable ProjectId project() {
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
