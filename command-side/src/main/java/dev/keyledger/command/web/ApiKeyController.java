package dev.keyledger.command.web;

import dev.keyledger.command.apikey.CommandRefused;
import dev.keyledger.command.apikey.CompleteRotation;
import dev.keyledger.command.apikey.CreateApiKey;
import dev.keyledger.command.apikey.CreatedApiKey;
import dev.keyledger.command.apikey.DisableApiKey;
import dev.keyledger.command.apikey.EnableApiKey;
import dev.keyledger.command.apikey.IdempotencyKey;
import dev.keyledger.command.apikey.KeyTarget;
import dev.keyledger.command.apikey.Refusal;
import dev.keyledger.command.apikey.RevokeApiKey;
import dev.keyledger.events.ApiKeyId;
import dev.keyledger.events.KeyKind;
import dev.keyledger.events.ProjectId;
import dev.keyledger.http.AllowedTo;
import dev.keyledger.http.ErrorCode;
import dev.keyledger.http.Problem;
import dev.keyledger.http.ProblemException;
import dev.keyledger.http.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.random.RandomGenerator;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Changes the keys of a project.
@RestController
@RequestMapping("/api/v1/projects/{projectId}/apiKeys")
@AllowedTo(KeyKind.PARTNER)
@Tag(name = "Projects -- Api Key")
final class ApiKeyController {
  private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

  private final CommandGateway commands;
  private final RandomGenerator randomness;

  ApiKeyController(CommandGateway commands, RandomGenerator randomness) {
    this.commands = commands;
    this.randomness = randomness;
  }

  @PostMapping
  @Operation(
      operationId = "createApiKey",
      summary = "Create API Key",
      description =
          "Creates a new API key for the project. The whole key is in this answer and nowhere else,"
              + " then or later. With an Idempotency-Key, a creation that is sent again creates"
              + " nothing: it is answered 409 with the id of the key.")
  @ApiResponse(responseCode = "200", description = "API key created", useReturnTypeSchema = true)
  @Refuses({
    ErrorCode.INVALID_NAME,
    ErrorCode.INVALID_EXPIRES_AT,
    ErrorCode.EXPIRES_AT_IN_PAST,
    ErrorCode.INVALID_METADATA,
    ErrorCode.ALREADY_CREATED,
    ErrorCode.IDEMPOTENCY_KEY_REUSED,
    ErrorCode.OUTCOME_UNKNOWN
  })
  ResponseEntity<CreateApiKeyAnswer> create(
      @PathVariable ProjectId projectId,
      @RequestHeader(name = IDEMPOTENCY_KEY, required = false) @Nullable String idempotencyKey,
      @Parameter(hidden = true) @AuthenticationPrincipal OAuth2AuthenticatedPrincipal caller,
      @RequestBody CreateApiKeyRequest request) {
    if (idempotencyKey == null) {
      var id = ApiKeyId.random(randomness);
      return minted(commands.sendAndWait(request.toCommand(id, projectId, false)));
    }
    var id = idempotencyKey(idempotencyKey).apiKeyId(caller.getName(), projectId);
    return minted(createOnce(request.toCommand(id, projectId, true)));
  }

  /// Of requests that come at once, one finds nothing before it and is the first to store its key.
  private CreatedApiKey createOnce(CreateApiKey command) {
    try {
      throw repetition(command);
    } catch (AggregateNotFoundException _) {
      return createFirst(command);
    }
  }

  private CreatedApiKey createFirst(CreateApiKey command) {
    try {
      return commands.sendAndWait(command);
    } catch (AggregateStreamCreationException _) {
      throw repetition(command);
    }
  }

  private CommandRefused repetition(CreateApiKey command) {
    Refusal reason = commands.sendAndWait(command.repeated());
    return new CommandRefused(reason, command.apiKeyId());
  }

  private static IdempotencyKey idempotencyKey(String text) {
    try {
      return new IdempotencyKey(text);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(
          Problem.of(ErrorCode.INVALID_PARAMETER, IDEMPOTENCY_KEY + " " + e.getMessage())
              .at(IDEMPOTENCY_KEY));
    }
  }

  @PatchMapping("/{apiKeyId}")
  @Operation(
      operationId = "updateApiKey",
      summary = "Update API Key",
      description =
          "Changes name, expiry and metadata by a merge patch (RFC 7396): what is absent stays, null"
              + " takes away. A key that has expired cannot be extended.",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = "application/merge-patch+json",
                      schema = @Schema(implementation = UpdateApiKeyRequest.class))))
  @ApiResponse(responseCode = "204", description = "It is as the patch says")
  @Refuses({
    ErrorCode.INVALID_NAME,
    ErrorCode.INVALID_EXPIRES_AT,
    ErrorCode.EXPIRES_AT_IN_PAST,
    ErrorCode.INVALID_METADATA,
    ErrorCode.NOT_FOUND,
    ErrorCode.KEY_EXPIRED,
    ErrorCode.KEY_REVOKED,
    ErrorCode.PRECONDITION_FAILED,
    ErrorCode.OUTCOME_UNKNOWN
  })
  ResponseEntity<Void> update(
      @PathVariable ProjectId projectId,
      @PathVariable ApiKeyId apiKeyId,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody UpdateApiKeyRequest patch) {
    return changed(commands.sendAndWait(patch.toCommand(target(projectId, apiKeyId, ifMatch))));
  }

  @PostMapping("/{apiKeyId}/disable")
  @Operation(
      operationId = "disableApiKey",
      summary = "Disable API Key",
      description = "Stops the key until it is enabled again.")
  @ApiResponse(responseCode = "204", description = "It is disabled")
  @Refuses({
    ErrorCode.NOT_FOUND,
    ErrorCode.PRECONDITION_FAILED,
    ErrorCode.OUTCOME_UNKNOWN,
    ErrorCode.KEY_REVOKED
  })
  ResponseEntity<Void> disable(
      @PathVariable ProjectId projectId,
      @PathVariable ApiKeyId apiKeyId,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
    return changed(commands.sendAndWait(new DisableApiKey(target(projectId, apiKeyId, ifMatch))));
  }

  @PostMapping("/{apiKeyId}/enable")
  @Operation(
      operationId = "enableApiKey",
      summary = "Enable API Key",
      description = "Lets a disabled key work again.")
  @ApiResponse(responseCode = "204", description = "It is enabled")
  @Refuses({
    ErrorCode.NOT_FOUND,
    ErrorCode.PRECONDITION_FAILED,
    ErrorCode.OUTCOME_UNKNOWN,
    ErrorCode.KEY_REVOKED
  })
  ResponseEntity<Void> enable(
      @PathVariable ProjectId projectId,
      @PathVariable ApiKeyId apiKeyId,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
    return changed(commands.sendAndWait(new EnableApiKey(target(projectId, apiKeyId, ifMatch))));
  }

  @DeleteMapping("/{apiKeyId}")
  @Operation(
      operationId = "revokeApiKey",
      summary = "Revoke API Key",
      description = "Ends the key for ever. To do it again changes nothing.")
  @ApiResponse(responseCode = "200", description = "It is revoked", content = @Content)
  @Refuses({ErrorCode.NOT_FOUND, ErrorCode.PRECONDITION_FAILED, ErrorCode.OUTCOME_UNKNOWN})
  void revoke(
      @PathVariable ProjectId projectId,
      @PathVariable ApiKeyId apiKeyId,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
    commands.sendAndWait(new RevokeApiKey(target(projectId, apiKeyId, ifMatch)));
  }

  @PostMapping("/{apiKeyId}/rotate")
  @Operation(
      operationId = "rotateApiKey",
      summary = "Rotate API Key",
      description =
          "Gives the key a new secret under the same id. The secret in use goes on for a while, a"
              + " day if nothing else is asked for, so that its users can change over.")
  @ApiResponse(responseCode = "200", description = "A new secret", useReturnTypeSchema = true)
  @Refuses({
    ErrorCode.INVALID_OVERLAP,
    ErrorCode.NOT_FOUND,
    ErrorCode.KEY_EXPIRED,
    ErrorCode.KEY_REVOKED,
    ErrorCode.ROTATION_IN_PROGRESS,
    ErrorCode.PRECONDITION_FAILED,
    ErrorCode.OUTCOME_UNKNOWN
  })
  ResponseEntity<CreateApiKeyAnswer> rotate(
      @PathVariable ProjectId projectId,
      @PathVariable ApiKeyId apiKeyId,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody(required = false) @Nullable RotateApiKeyRequest request) {
    var rotation = request == null ? RotateApiKeyRequest.DEFAULT : request;
    return minted(commands.sendAndWait(rotation.toCommand(target(projectId, apiKeyId, ifMatch))));
  }

  @PostMapping("/{apiKeyId}/rotate/complete")
  @Operation(
      operationId = "completeApiKeyRotation",
      summary = "Complete the rotation of an API Key",
      description = "Ends the older secret now.")
  @ApiResponse(responseCode = "204", description = "Only the newest secret works")
  @Refuses({
    ErrorCode.NOT_FOUND,
    ErrorCode.PRECONDITION_FAILED,
    ErrorCode.OUTCOME_UNKNOWN,
    ErrorCode.KEY_REVOKED
  })
  ResponseEntity<Void> completeRotation(
      @PathVariable ProjectId projectId,
      @PathVariable ApiKeyId apiKeyId,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
    return changed(
        commands.sendAndWait(new CompleteRotation(target(projectId, apiKeyId, ifMatch))));
  }

  private static KeyTarget target(
      ProjectId projectId, ApiKeyId apiKeyId, @Nullable String ifMatch) {
    return new KeyTarget(apiKeyId, projectId, IfMatch.versions(ifMatch));
  }

  private static ResponseEntity<CreateApiKeyAnswer> minted(CreatedApiKey key) {
    return ResponseEntity.ok().eTag(IfMatch.tag(key.version())).body(CreateApiKeyAnswer.of(key));
  }

  private static ResponseEntity<Void> changed(long version) {
    return ResponseEntity.noContent().eTag(IfMatch.tag(version)).build();
  }
}
