package dev.keyledger.command.apikey;

import dev.keyledger.events.ApiKeyId;

/// Counts a partner key that was created before [PartnerKeys] were counted.
///
/// @param apiKeyId the key
public record CountPartnerKey(ApiKeyId apiKeyId) implements KeyCommand {}
