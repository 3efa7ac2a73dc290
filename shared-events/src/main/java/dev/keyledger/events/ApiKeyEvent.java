package dev.keyledger.events;

/// Everything that can happen to an API key. The `permits` clause is the life of a key.
public sealed interface ApiKeyEvent
    permits ApiKeyCreated,
        ApiKeyRenamed,
        ApiKeyExpiryChanged,
        ApiKeyMetadataChanged,
        ApiKeyDisabled,
        ApiKeyEnabled,
        ApiKeyRotated,
        ApiKeyRotationCompleted,
        ApiKeyRevoked {

  /// The key that it happened to.
  ApiKeyId apiKeyId();
}
