package dev.keyledger.command.apikey;

/// Ends a key for ever. One that has ended already stays as it is.
///
/// @param target the key
public record RevokeApiKey(KeyTarget target) implements KeyTarget.Command {}
