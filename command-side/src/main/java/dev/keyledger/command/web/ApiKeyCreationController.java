package dev.keyledger.command.web;

import dev.keyledger.command.apikey.CommandRefused;
import dev.keyledger.command.apikey.CreateApiKey;
import dev.keyledger.command.apikey.CreatedApiKey;
import dev.keyledger.command.apikey.IdempotencyKey;
import dev.keyledger.command.apikey.Refusal;
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
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.util.random.RandomGenerator;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/// Creates keys.
@RestController
@AllowedTo(KeyKind.PARTNER)
final class ApiKeyCreationController {
  private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

  private final CommandGateway commands;
  private final Clock clock;
  private final RandomGenerator randomness;

  ApiKeyCreationController(CommandGateway commands, Clock clock, RandomGenerator randomness) {
    this.commands = commands;
    this.clock = clock;
    this.randomness = randomness;
  }

  @PostMapping(ApiKeyController.OF_PROJECT)
  @Tag(name = "Projects -- Api Key")
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
    var id = id(idempotencyKey, caller, projectId);
    return create(request.toCommand(id, projectId, idempotencyKey != null));
  }

  @PostMapping(ApiKeyController.OF_NO_PROJECT)
  @Tag(name = "Partner -- Api Key")
  @Operation(
      operationId = "createPartnerApiKey",
      summary = "Create a partner or verifier API Key",
      description =
          "Creates a new key that belongs to no project. A partner key manages all keys, a verifier"
              + " key may verify them.")
  @ApiResponse(responseCode = "200", description = "API key created", useReturnTypeSchema = true)
  @Refuses({
    ErrorCode.INVALID_KIND,
    ErrorCode.INVALID_NAME,
    ErrorCode.INVALID_EXPIRES_AT,
    ErrorCode.EXPIRES_AT_IN_PAST,
    ErrorCode.INVALID_METADATA,
    ErrorCode.ALREADY_CREATED,
    ErrorCode.IDEMPOTENCY_KEY_REUSED,
    ErrorCode.OUTCOME_UNKNOWN
  })
  ResponseEntity<CreateApiKeyAnswer> createPartnerKey(
      @RequestHeader(name = IDEMPOTENCY_KEY, required = false) @Nullable String idempotencyKey,
      @Parameter(hidden = true) @AuthenticationPrincipal OAuth2AuthenticatedPrincipal caller,
      @RequestBody CreatePartnerKeyRequest request) {
    var id = id(idempotencyKey, caller, null);
    return create(request.toCommand(id, idempotencyKey != null));
  }

  private ApiKeyId id(
      @Nullable String idempotencyKey,
      OAuth2AuthenticatedPrincipal caller,
      @Nullable ProjectId projectId) {
    return idempotencyKey == null
        ? ApiKeyId.random(clock.instant(), randomness)
        : parse(idempotencyKey).apiKeyId(caller.getName(), projectId);
  }

  private static IdempotencyKey parse(String text) {
    try {
      return new IdempotencyKey(text);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(
          Problem.of(ErrorCode.INVALID_PARAMETER, IDEMPOTENCY_KEY + " " + e.getMessage())
              .at(IDEMPOTENCY_KEY));
    }
  }

  private ResponseEntity<CreateApiKeyAnswer> create(CreateApiKey command) {
    return CreateApiKeyAnswer.with(
        command.repeatable() ? createOnce(command) : commands.sendAndWait(command));
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
}
