package dev.keyledger.command.apikey;

import dev.keyledger.events.ApiKeyId;
import dev.keyledger.key.KeyDigest;
import dev.keyledger.key.KeyPrefix;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/// Makes a key that somebody brought along a partner key. Only what is stored of it is sent.
///
/// @param apiKeyId a new id
/// @param name what people call the key
/// @param prefix the public part of the key
/// @param digest the key's digest
public record AdoptPartnerKey(
    @TargetAggregateIdentifier ApiKeyId apiKeyId,
    KeyName name,
    KeyPrefix prefix,
    KeyDigest digest) {}
