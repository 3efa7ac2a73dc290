package dev.keyledger.events;

import org.jspecify.annotations.Nullable;

/// The key is called something else from now on.
///
/// @param apiKeyId the key
/// @param name what people call it now; absent when it has no name any more
public record ApiKeyRenamed(ApiKeyId apiKeyId, @Nullable String name) implements ApiKeyEvent {}
