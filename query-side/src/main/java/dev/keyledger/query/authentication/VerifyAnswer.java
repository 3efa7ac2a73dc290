package dev.keyledger.query.authentication;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// Whether a key is good, and if not, why.
///
/// @param valid whether it is good now
/// @param reason `active`, or why it is not
/// @param apiKeyId the key; absent, as all that follows, unless it is good
/// @param kind what it is for
/// @param projectId the project of a project key
/// @param name what people call it; absent when it has no name
/// @param expiresAt when it stops being good; absent for never
/// @param metadata what people noted about it, by name; absent when they noted nothing
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "VerificationAnswer")
record VerifyAnswer(
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED) boolean valid,
    @Schema(
            requiredMode = Schema.RequiredMode.REQUIRED,
            allowableValues = {
              "active",
              "unknown",
              "expired",
              "disabled",
              "revoked",
              "wrong_project"
            })
        String reason,
    @Nullable UUID apiKeyId,
    @Nullable String kind,
    @Nullable String projectId,
    @Nullable String name,
    @Nullable Instant expiresAt,
    @Nullable Map<String, String> metadata) {

  /// The answer about a verdict.
  static VerifyAnswer of(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Active active -> valid(active);
      case Verdict.WrongProject _ -> invalid("wrong_project");
      case Verdict.NoKey _, Verdict.Unknown _ -> invalid("unknown");
      case Verdict.Expired _ -> invalid("expired");
      case Verdict.Disabled _ -> invalid("disabled");
      case Verdict.Revoked _ -> invalid("revoked");
    };
  }

  private static VerifyAnswer valid(Verdict.Active active) {
    LookupEntry key = active.entry();
    return new VerifyAnswer(
        true,
        "active",
        key.apiKeyId().value(),
        key.kind().word(),
        Objects.toString(key.projectId(), null),
        key.name(),
        active.expiresAt(),
        key.metadata());
  }

  private static VerifyAnswer invalid(String reason) {
    return new VerifyAnswer(false, reason, null, null, null, null, null, null);
  }

  /// Writes the answer as it is sent.
  void write(JsonGenerator json) {
    json.writeStartObject();
    Answers.put(json, "valid", valid);
    Answers.put(json, "reason", reason);
    Answers.put(json, "apiKeyId", Objects.toString(apiKeyId, null));
    Answers.put(json, "kind", kind);
    Answers.put(json, "projectId", projectId);
    Answers.put(json, "name", name);
    Answers.put(json, "expiresAt", Objects.toString(expiresAt, null));
    Answers.put(json, "metadata", metadata);
    json.writeEndObject();
  }
}
