package dev.keyledger.query.authentication;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.keyledger.events.ProjectId;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What RFC 7662 (section 2.2) says of a key. Of one that is not good it says nothing more.
///
/// @param active whether the key is good now
/// @param sub the key's id
/// @param clientId the same
/// @param scope what the key is for: `project:<projectId>`, `partner` or `verifier`
/// @param tokenType how the key is presented (RFC 6750)
/// @param iat when the key was created, in seconds since 1970
/// @param exp when it stops being good, in seconds since 1970, rounded down; absent for never
/// @param iss who says so: a URL that the operator has set; absent where none is set
/// @param kind `project`, `partner` or `verifier`
/// @param projectId the project of a project key
/// @param keyName what people call the key; absent when it has no name
/// @param metadata what people noted about the key, by name; absent when they noted nothing
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Introspection")
record IntrospectionAnswer(
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED) boolean active,
    @Nullable String sub,
    @JsonProperty("client_id") @Nullable String clientId,
    @Nullable String scope,
    @JsonProperty("token_type") @Nullable String tokenType,
    @Nullable Long iat,
    @Nullable Long exp,
    @Nullable String iss,
    @Nullable String kind,
    @JsonProperty("project_id") @Nullable String projectId,
    @JsonProperty("key_name") @Nullable String keyName,
    @Nullable Map<String, String> metadata) {

  /// The one answer for every key that is not good.
  static final IntrospectionAnswer INACTIVE =
      new IntrospectionAnswer(
          false, null, null, null, null, null, null, null, null, null, null, null);

  static IntrospectionAnswer of(Verdict.Active active, @Nullable String issuer) {
    LookupEntry key = active.entry();
    String id = key.apiKeyId().toString();
    ProjectId project = key.projectId();
    Instant expiresAt = active.expiresAt();
    return new IntrospectionAnswer(
        true,
        id,
        id,
        key.scope(),
        "Bearer",
        key.createdAt().getEpochSecond(),
        expiresAt == null ? null : expiresAt.getEpochSecond(),
        issuer,
        key.kind().word(),
        Objects.toString(project, null),
        key.name(),
        key.metadata());
  }

  /// The answer as it is sent.
  byte[] json() {
    return Answers.write(json -> {
      json.writeStartObject();
      Answers.put(json, "active", active);
      Answers.put(json, "sub", sub);
      Answers.put(json, "client_id", clientId);
      Answers.put(json, "scope", scope);
      Answers.put(json, "token_type", tokenType);
      Answers.put(json, "iat", iat);
      Answers.put(json, "exp", exp);
      Answers.put(json, "iss", iss);
      Answers.put(json, "kind", kind);
      Answers.put(json, "project_id", projectId);
      Answers.put(json, "key_name", keyName);
      Answers.put(json, "metadata", metadata);
      json.writeEndObject();
    });
  }
}
