package dev.keyledger.command.apikey;

import dev.keyledger.events.ApiKeyId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/// Counts a partner key that was created before [PartnerKeys] were counted.
///
/// @param apiKeyId the key
public record CountPartnerKey(@TargetAggregateIdentifier ApiKeyId apiKeyId) {}
