package dev.keyledger.command.apikey;

/// Stops a key until it is enabled again; answered with the key's version.
///
/// @param target the key
public record DisableApiKey(KeyTarget target) implements KeyTarget.Command {}
