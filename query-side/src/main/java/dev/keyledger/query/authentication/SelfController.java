package dev.keyledger.query.authentication;

import static org.springframework.security.oauth2.core.OAuth2TokenIntrospectionClaimNames.EXP;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keyledger.events.KeyKind;
import dev.keyledger.http.AllowedTo;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Tells a key about itself.
@RestController
@AllowedTo({KeyKind.PARTNER, KeyKind.VERIFIER, KeyKind.PROJECT})
@Tag(name = "Self")
final class SelfController {

  @GetMapping("/api/v1/self")
  @Operation(
      operationId = "getSelf",
      summary = "Get the calling API key",
      description = "Any valid key learns its own id, name, kind, project and expiry.")
  Self self(
      @Parameter(hidden = true) @AuthenticationPrincipal OAuth2AuthenticatedPrincipal caller) {
    return new Self(
        UUID.fromString(caller.getName()),
        caller.getAttribute("key_name"),
        String.valueOf(caller.<Object>getAttribute("kind")),
        caller.getAttribute("project_id"),
        caller.getAttribute(EXP));
  }

  /// @param apiKeyId the calling key
  /// @param name what it is called; absent when it has no name
  /// @param kind what it is for
  /// @param projectId its project, if it is a project key
  /// @param expiresAt when it stops being valid; absent for never
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "Self")
  record Self(
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED) UUID apiKeyId,
      @Nullable String name,
      @Schema(
              requiredMode = Schema.RequiredMode.REQUIRED,
              allowableValues = {"partner", "verifier", "project"})
          String kind,
      @Nullable String projectId,
      @Nullable Instant expiresAt) {}
}
