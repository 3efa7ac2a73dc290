package dev.keyledger.command.apikey;

/// Lets a disabled key work again; answered with the key's version.
///
/// @param target the key
public record EnableApiKey(KeyTarget target) implements KeyTarget.Command {}
