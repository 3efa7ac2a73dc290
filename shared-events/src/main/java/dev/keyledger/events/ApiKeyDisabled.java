package dev.keyledger.events;

/// The key was stopped, for now.
///
/// @param apiKeyId the key
public record ApiKeyDisabled(ApiKeyId apiKeyId) implements ApiKeyEvent {}
