package dev.keyledger.command.apikey;

import dev.keyledger.events.ApiKeyId;
import dev.keyledger.key.PlaintextKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A key, or a new secret for one, that was just minted, with its plaintext: the only copy that
/// there will ever be.
///
/// @param apiKeyId the key's id
/// @param key the key itself
/// @param name what people call it
/// @param expiresAt when it stops being valid; absent for never
/// @param version the key's version
public record CreatedApiKey(
    ApiKeyId apiKeyId,
    PlaintextKey key,
    @Nullable KeyName name,
    @Nullable Instant expiresAt,
    long version) {}
