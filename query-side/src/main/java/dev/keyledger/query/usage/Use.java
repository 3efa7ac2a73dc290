package dev.keyledger.query.usage;

import dev.keyledger.events.ApiKeyId;
import dev.keyledger.query.authentication.Outcome;

/// What is counted by itself.
///
/// @param day as days since 1970-01-01, UTC
record Use(ApiKeyId apiKeyId, Outcome outcome, long day) {}
