package dev.keyledger.command.apikey;

import java.time.Duration;

/// Gives a key a new secret; answered with a [CreatedApiKey].
///
/// @param target the key
/// @param overlap for how long the secret in use goes on; zero ends all older secrets at once
/// @param supersede whether a new secret may take the place of one that was given a moment ago,
///   whose answer was lost
public record RotateApiKey(KeyTarget target, Duration overlap, boolean supersede)
    implements KeyTarget.Command {}
