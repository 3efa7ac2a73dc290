package dev.keyledger.events;

/// The key works again, after it was disabled.
///
/// @param apiKeyId the key
public record ApiKeyEnabled(ApiKeyId apiKeyId) implements ApiKeyEvent {}
