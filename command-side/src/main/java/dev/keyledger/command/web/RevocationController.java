package dev.keyledger.command.web;

import dev.keyledger.command.apikey.KeyTarget;
import dev.keyledger.command.apikey.RevokeApiKey;
import dev.keyledger.events.ApiKeyId;
import dev.keyledger.events.ProjectId;
import dev.keyledger.http.ErrorCode;
import dev.keyledger.http.Form;
import dev.keyledger.http.OpenToAll;
import dev.keyledger.http.Problem;
import dev.keyledger.http.ProblemException;
import dev.keyledger.http.Refuses;
import dev.keyledger.key.PlaintextKey;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.SchemaProperty;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/// Lets whoever holds a key end it (RFC 7009): who finds a leaked key needs no other credential.
@RestController
@OpenToAll
@SecurityRequirements
@Tag(name = "Revocation")
final class RevocationController {
  private static final String TOKEN = "token";

  private final CommandGateway commands;
  private final OpaqueTokenIntrospector keys;
  private final ConfirmedChanges confirmed;

  RevocationController(
      CommandGateway commands, OpaqueTokenIntrospector keys, ConfirmedChanges confirmed) {
    this.commands = commands;
    this.confirmed = confirmed;
    this.keys = keys;
  }

  /// Anything but a key that is active now is answered in the same way, and has no effect. But it
  /// may have been revoked a moment ago by the same question, which a proxy asks another node
  /// again. So the answer to all that may be a key waits for the nodes, and says nothing of them.
  @PostMapping(path = "/api/v1/revoke", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  @Operation(
      operationId = "revokeToken",
      summary = "Revoke an API Key by possession",
      description =
          "Ends the key that is sent, for ever (RFC 7009). Whatever else is sent is answered in the"
              + " same way and has no effect.",
      requestBody =
          @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_FORM_URLENCODED_VALUE,
                      schemaProperties =
                          @SchemaProperty(
                              name = TOKEN,
                              schema = @Schema(type = "string", description = "The API key")))))
  @ApiResponse(
      responseCode = "200",
      description = "If it was an active key, it is revoked now",
      content = @Content)
  @Refuses({ErrorCode.LAST_PARTNER_KEY, ErrorCode.OUTCOME_UNKNOWN})
  void revoke(@Parameter(hidden = true) HttpServletRequest request) {
    String token = token(request);
    var holder = holder(token);
    if (holder != null) {
      var key = target(holder);
      commands.sendAndWait(
          GenericCommandMessage.asCommandMessage(new RevokeApiKey(key))
              .withMetaData(CauseOfCommands.by(holder).metadata()));
      confirmed.await(key.apiKeyId());
    } else if (PlaintextKey.parse(token).isPresent()) {
      confirmed.awaitEverything();
    }
  }

  /// Never from the query, which ends up in logs.
  private static String token(HttpServletRequest request) {
    var tokens = Form.of(request).values(TOKEN);
    boolean inQuery =
        UriComponentsBuilder.newInstance()
            .query(request.getQueryString())
            .build()
            .getQueryParams()
            .containsKey(TOKEN);
    if (inQuery || tokens.size() != 1) {
      throw new ProblemException(
          Problem.of(ErrorCode.INVALID_PARAMETER, "token must be in the form, once").at(TOKEN));
    }
    return tokens.getFirst();
  }

  private @Nullable OAuth2AuthenticatedPrincipal holder(String token) {
    try {
      return keys.introspect(token);
    } catch (BadOpaqueTokenException _) {
      return null;
    }
  }

  private static KeyTarget target(OAuth2AuthenticatedPrincipal holder) {
    Object project = holder.getAttribute("project_id");
    return new KeyTarget(
        ApiKeyId.of(holder.getName()),
        project == null ? null : new ProjectId(project.toString()),
        null);
  }
}
