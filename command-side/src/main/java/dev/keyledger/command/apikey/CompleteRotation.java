package dev.keyledger.command.apikey;

/// Ends the older secret of a key that was rotated; answered with the key's version.
///
/// @param target the key
public record CompleteRotation(KeyTarget target) implements KeyTarget.Command {}
