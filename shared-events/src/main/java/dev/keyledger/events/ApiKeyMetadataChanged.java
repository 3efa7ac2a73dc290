package dev.keyledger.events;

import java.util.Map;

/// What people noted about the key is different from now on.
///
/// @param apiKeyId the key
/// @param metadata all that is noted now, by name
public record ApiKeyMetadataChanged(ApiKeyId apiKeyId, Map<String, String> metadata)
    implements ApiKeyEvent {}
