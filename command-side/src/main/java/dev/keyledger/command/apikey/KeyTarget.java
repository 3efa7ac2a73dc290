package dev.keyledger.command.apikey;

import dev.keyledger.events.ApiKeyId;
import dev.keyledger.events.ProjectId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The key that a command is about, and what its sender takes for granted.
///
/// @param apiKeyId the key
/// @param projectId the project to which it must belong; absent for a key that belongs to none
/// @param versions the versions (sequence numbers of its newest event) of which it must have one;
///   absent when any will do
public record KeyTarget(
    ApiKeyId apiKeyId, @Nullable ProjectId projectId, @Nullable Set<Long> versions) {

  /// A command about one key that exists.
  public sealed interface Command extends KeyCommand
      permits CompleteRotation,
          DisableApiKey,
          EnableApiKey,
          RevokeApiKey,
          RotateApiKey,
          UpdateApiKey {
    /// The key.
    KeyTarget target();

    @Override
    default ApiKeyId apiKeyId() {
      return target().apiKeyId();
    }
  }
}
