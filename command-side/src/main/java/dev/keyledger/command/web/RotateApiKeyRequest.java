package dev.keyledger.command.web;

import dev.keyledger.command.apikey.KeyTarget;
import dev.keyledger.command.apikey.RotateApiKey;
import dev.keyledger.http.ErrorCode;
import dev.keyledger.http.Problem;
import dev.keyledger.http.ProblemException;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The body of a rotation, as it was sent.
///
/// @param overlapSeconds for how long the secret in use goes on; absent or null for a day
/// @param supersede whether the new secret may replace one whose answer was lost; absent or null
///   for no
@Schema(name = "ApiKeyRotation", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
record RotateApiKeyRequest(
    @Schema(
            description =
                "For how many seconds the secret in use goes on. 0 ends all older secrets at once.",
            minimum = "0",
            maximum = "2592000",
            defaultValue = "86400",
            nullable = true)
        @Nullable Long overlapSeconds,
    @Schema(
            description =
                "While an overlap runs: mint again in place of the newest secret, whose answer was"
                    + " lost. The oldest keeps its end.",
            defaultValue = "false",
            nullable = true)
        @Nullable Boolean supersede) {
  private static final long DEFAULT_OVERLAP = Duration.ofDays(1).toSeconds();
  private static final long LONGEST_OVERLAP = Duration.ofDays(30).toSeconds();

  /// What is meant without a body.
  static final RotateApiKeyRequest DEFAULT = new RotateApiKeyRequest(null, null);

  /// Whether a secret ends by it at once.
  boolean endsSecrets() {
    return Long.valueOf(0).equals(overlapSeconds) || Boolean.TRUE.equals(supersede);
  }

  /// @throws ProblemException when a member is not what it must be
  RotateApiKey toCommand(KeyTarget target) {
    long seconds = overlapSeconds == null ? DEFAULT_OVERLAP : overlapSeconds;
    if (seconds < 0 || seconds > LONGEST_OVERLAP) {
      throw new ProblemException(
          Problem.of(
                  ErrorCode.INVALID_OVERLAP,
                  "overlapSeconds must be a whole number from 0 to " + LONGEST_OVERLAP)
              .at("overlapSeconds"));
    }
    return new RotateApiKey(target, Duration.ofSeconds(seconds), Boolean.TRUE.equals(supersede));
  }
}
