package dev.keyledger.events;

/// The older secret of a rotated key ended before its time. Only the newest works.
///
/// @param apiKeyId the key
public record ApiKeyRotationCompleted(ApiKeyId apiKeyId) implements ApiKeyEvent {}
