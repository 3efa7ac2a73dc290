package dev.keyledger.command.web;

import dev.keyledger.command.apikey.CreatedApiKey;
import dev.keyledger.events.ApiKeyId;
import dev.keyledger.events.KeyKind;
import dev.keyledger.events.ProjectId;
import dev.keyledger.http.AllowedTo;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.random.RandomGenerator;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Changes the keys of a project.
@RestController
@RequestMapping("/api/v1/projects/{projectId}/apiKeys")
@AllowedTo(KeyKind.PARTNER)
@Tag(name = "Projects -- Api Key")
final class ApiKeyController {
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
              + " then or later.")
  @ApiResponse(responseCode = "200", description = "API key created", useReturnTypeSchema = true)
  CreateApiKeyAnswer create(
      @PathVariable ProjectId projectId, @RequestBody CreateApiKeyRequest request) {
    CreatedApiKey created =
        commands.sendAndWait(request.toCommand(ApiKeyId.random(randomness), projectId));
    return CreateApiKeyAnswer.of(created);
  }
}
