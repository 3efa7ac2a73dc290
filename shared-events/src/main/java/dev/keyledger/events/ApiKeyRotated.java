package dev.keyledger.events;

import dev.keyledger.key.KeyDigest;
import dev.keyledger.key.KeyPrefix;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The key has a new secret. Of its older secrets at most one goes on for a while; all others have
/// ended.
///
/// @param apiKeyId the key
/// @param prefix the public part of the key with its new secret
/// @param digest what the key with its new secret is compared with
/// @param kept the digest of the older secret that goes on; absent when none does
/// @param keptUntil the first instant at which that one is no longer valid; absent when none goes
///   on
public record ApiKeyRotated(
    ApiKeyId apiKeyId,
    KeyPrefix prefix,
    KeyDigest digest,
    @Nullable KeyDigest kept,
    @Nullable Instant keptUntil)
    implements ApiKeyEvent {}
