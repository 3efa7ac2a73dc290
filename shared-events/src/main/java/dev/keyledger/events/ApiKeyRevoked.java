package dev.keyledger.events;

/// The key ended, for ever.
///
/// @param apiKeyId the key
public record ApiKeyRevoked(ApiKeyId apiKeyId) implements ApiKeyEvent {}
