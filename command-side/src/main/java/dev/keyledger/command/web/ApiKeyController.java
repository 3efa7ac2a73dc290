package dev.keyledger.command.web;

import dev.keyledger.command.apikey.CompleteRotation;
import dev.keyledger.command.apikey.CreatedApiKey;
import dev.keyledger.command.apikey.DisableApiKey;
import dev.keyledger.command.apikey.EnableApiKey;
import dev.keyledger.command.apikey.KeyTarget;
import dev.keyledger.command.apikey.RevokeApiKey;
import dev.keyledger.events.ApiKeyId;
import dev.keyledger.events.KeyKind;
import dev.keyledger.events.ProjectId;
import dev.keyledger.http.AllowedTo;
import dev.keyledger.http.ErrorCode;
import dev.keyledger.http.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Changes keys: those of a project, and those that belong to none, partner and verifier keys.
@RestController
@RequestMapping({ApiKeyController.OF_PROJECT, ApiKeyController.OF_NO_PROJECT})
@AllowedTo(KeyKind.PARTNER)
@Tag(name = "Projects -- Api Key")
final class ApiKeyController {
  static final String OF_PROJECT = "/api/v1/projects/{projectId}/apiKeys";
  static final String OF_NO_PROJECT = "/api/v1/partner/apiKeys";

  private final CommandGateway commands;
  private final ConfirmedChanges confirmed;

  ApiKeyController(CommandGateway commands, ConfirmedChanges confirmed) {
    this.commands = commands;
    this.confirmed = confirmed;
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
    ErrorCode.LAST_PARTNER_KEY,
    ErrorCode.PRECONDITION_FAILED,
    ErrorCode.OUTCOME_UNKNOWN
  })
  @Confirmed
  ResponseEntity<Void> update(
      @PathVariable(required = false) @Nullable ProjectId projectId,
      @PathVariable ApiKeyId apiKeyId,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody UpdateApiKeyRequest patch) {
    long version = commands.sendAndWait(patch.toCommand(target(projectId, apiKeyId, ifMatch)));
    return patch.mayEndKeySooner() ? confirmed(apiKeyId, version) : changed(version);
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
    ErrorCode.KEY_REVOKED,
    ErrorCode.LAST_PARTNER_KEY
  })
  @Confirmed
  ResponseEntity<Void> disable(
      @PathVariable(required = false) @Nullable ProjectId projectId,
      @PathVariable ApiKeyId apiKeyId,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
    return confirmed(
        apiKeyId, commands.sendAndWait(new DisableApiKey(target(projectId, apiKeyId, ifMatch))));
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
      @PathVariable(required = false) @Nullable ProjectId projectId,
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
  @Confirmed
  ResponseEntity<Void> revoke(
      @PathVariable(required = false) @Nullable ProjectId projectId,
      @PathVariable ApiKeyId apiKeyId,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
    commands.sendAndWait(new RevokeApiKey(target(projectId, apiKeyId, ifMatch)));
    return ResponseEntity.ok().headers(confirmed.lastChangeOf(apiKeyId)).build();
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
  @Confirmed
  ResponseEntity<CreateApiKeyAnswer> rotate(
      @PathVariable(required = false) @Nullable ProjectId projectId,
      @PathVariable ApiKeyId apiKeyId,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody(required = false) @Nullable RotateApiKeyRequest request) {
    var rotation = request == null ? RotateApiKeyRequest.DEFAULT : request;
    CreatedApiKey rotated =
        commands.sendAndWait(rotation.toCommand(target(projectId, apiKeyId, ifMatch)));
    return CreateApiKeyAnswer.with(
        rotated, rotation.endsSecrets() ? confirmed.lastChangeOf(apiKeyId) : HttpHeaders.EMPTY);
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
  @Confirmed
  ResponseEntity<Void> completeRotation(
      @PathVariable(required = false) @Nullable ProjectId projectId,
      @PathVariable ApiKeyId apiKeyId,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
    return confirmed(
        apiKeyId, commands.sendAndWait(new CompleteRotation(target(projectId, apiKeyId, ifMatch))));
  }

  private static KeyTarget target(
      @Nullable ProjectId projectId, ApiKeyId apiKeyId, @Nullable String ifMatch) {
    return new KeyTarget(apiKeyId, projectId, IfMatch.versions(ifMatch));
  }

  private ResponseEntity<Void> confirmed(ApiKeyId apiKeyId, long version) {
    return ResponseEntity.noContent()
        .eTag(IfMatch.tag(version))
        .headers(confirmed.lastChangeOf(apiKeyId))
        .build();
  }

  private static ResponseEntity<Void> changed(long version) {
    return ResponseEntity.noContent().eTag(IfMatch.tag(version)).build();
  }
}
