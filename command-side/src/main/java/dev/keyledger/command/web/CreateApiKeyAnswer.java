package dev.keyledger.command.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keyledger.command.apikey.CreatedApiKey;
import dev.keyledger.key.PlaintextKey;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.ser.std.StdSerializer;

/// The answer to a creation or a rotation: the one answer of the service that holds a key.
///
/// @param name what the key is called; absent when it has no name
/// @param apiKey the key
/// @param apiKeyId the key's id
/// @param expiresAt when the key stops being valid; absent for never
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "ApiKey")
record CreateApiKeyAnswer(
    @Schema(description = "Name of the API key", example = "test") @Nullable String name,
    @Schema(
            type = "string",
            description = "The API key. It is shown this once and never again; store it securely.",
            example = "TtgGcQFq.s3fzROFoop8uHG4pS2LYhoqn1rLb6oW6",
            requiredMode = Schema.RequiredMode.REQUIRED)
        @JsonSerialize(using = Reveal.class)
        PlaintextKey apiKey,
    @Schema(description = "ID of the API key", requiredMode = Schema.RequiredMode.REQUIRED)
        UUID apiKeyId,
    @Schema(description = "When the API key expires, in UTC. Absent: never.")
        @Nullable Instant expiresAt) {

  /// The whole answer, with the key's version as its entity tag.
  static ResponseEntity<CreateApiKeyAnswer> with(CreatedApiKey created) {
    return with(created, HttpHeaders.EMPTY);
  }

  static ResponseEntity<CreateApiKeyAnswer> with(CreatedApiKey created, HttpHeaders headers) {
    return ResponseEntity.ok()
        .headers(headers)
        .eTag(IfMatch.tag(created.version()))
        .body(of(created));
  }

  private static CreateApiKeyAnswer of(CreatedApiKey created) {
    return new CreateApiKeyAnswer(
        created.name() == null ? null : created.name().value(),
        created.key(),
        created.apiKeyId().value(),
        created.expiresAt());
  }

  private static final class Reveal extends StdSerializer<PlaintextKey> {
    Reveal() {
      super(PlaintextKey.class);
    }

    @Override
    public void serialize(PlaintextKey key, JsonGenerator json, SerializationContext context) {
      json.writeString(key.reveal());
    }
  }
}
