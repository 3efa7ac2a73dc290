package dev.keyledger.events;

/// A partner key began or ceased to be one that lasts: enabled, and without expiry. At least one of
/// them always lasts, so that nobody is locked out.
///
/// @param apiKeyId the key
/// @param lasting whether it lasts from now on
public record PartnerKeyCounted(ApiKeyId apiKeyId, boolean lasting) {}
