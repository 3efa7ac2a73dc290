package dev.keyledger.command.apikey;

import dev.keyledger.events.ApiKeyId;
import dev.keyledger.events.KeyKind;
import dev.keyledger.events.ProjectId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Asks for a new key; answered with a [CreatedApiKey].
///
/// It carries no secret: interceptors, logs and retries see commands.
///
/// @param apiKeyId a new id
/// @param kind what the key is for
/// @param projectId the project of a project key; absent for the other kinds
/// @param name what people call the key
/// @param expiresAt when the key stops being valid, in the future; absent for never
/// @param metadata what people note about the key
/// @param repeatable whether the request may come twice, under the same id
public record CreateApiKey(
    ApiKeyId apiKeyId,
    KeyKind kind,
    @Nullable ProjectId projectId,
    @Nullable KeyName name,
    @Nullable Instant expiresAt,
    KeyMetadata metadata,
    boolean repeatable)
    implements KeyCommand {

  /// @throws IllegalArgumentException when a project key has no project, or another kind has one
  public CreateApiKey {
    if ((kind == KeyKind.PROJECT) != (projectId != null)) {
      throw new IllegalArgumentException("a project key has a project, and no other kind has");
    }
  }

  /// What is asked for, hashed, whatever the spelling of the request.
  String hash() {
    var hash =
        new Fingerprint()
            .add(kind.word())
            .add(name == null ? null : name.value())
            .add(expiresAt == null ? null : expiresAt.toString())
            .addNumber(metadata.entries().size());
    metadata.entries().forEach((noted, text) -> hash.add(noted).add(text));
    return hash.hex();
  }

  /// The question whether this has been sent before.
  public RepeatCreation repeated() {
    return new RepeatCreation(apiKeyId, hash());
  }
}
