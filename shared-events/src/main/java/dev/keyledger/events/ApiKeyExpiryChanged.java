package dev.keyledger.events;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The key's end was brought nearer, put off, or taken away.
///
/// @param apiKeyId the key
/// @param expiresAt the first instant at which the key is no longer valid; absent when it never
///   expires
public record ApiKeyExpiryChanged(ApiKeyId apiKeyId, @Nullable Instant expiresAt)
    implements ApiKeyEvent {}
