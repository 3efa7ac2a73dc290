package dev.keyledger.command.apikey;

import dev.keyledger.events.ApiKeyId;

/// Asks what became of a creation that may have been sent before; answered with the [Refusal] of
/// its repetition, because the plaintext of a key is shown once.
///
/// @param apiKeyId the id that comes of its [IdempotencyKey]
/// @param requestHash what the creation asks for
public record RepeatCreation(ApiKeyId apiKeyId, String requestHash) implements KeyCommand {}
