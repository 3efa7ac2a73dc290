package dev.keyledger.events;

import dev.keyledger.key.KeyDigest;
import dev.keyledger.key.KeyPrefix;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A key was minted. Its plaintext went to whoever asked for it; only the digest is kept.
///
/// @param apiKeyId the new key
/// @param kind what the key is for
/// @param projectId the project of a project key; absent from the other kinds
/// @param name what people call the key; absent when they gave it no name
/// @param prefix the public part of the key
/// @param digest what a presented key is compared with
/// @param expiresAt the first instant at which the key is no longer valid; absent when it never
///   expires
/// @param metadata what people note about the key, by name; absent when they note nothing
/// @param requestHash what the request asked for, hashed (SHA-256, lower-case hexadecimal), so that
///   the same request is known again; absent when it could not come twice
public record ApiKeyCreated(
    ApiKeyId apiKeyId,
    KeyKind kind,
    @Nullable ProjectId projectId,
    @Nullable String name,
    KeyPrefix prefix,
    KeyDigest digest,
    @Nullable Instant expiresAt,
    @Nullable Map<String, String> metadata,
    @Nullable String requestHash)
    implements ApiKeyEvent {}
