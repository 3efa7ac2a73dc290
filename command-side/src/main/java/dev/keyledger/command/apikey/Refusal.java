package dev.keyledger.command.apikey;

/// Why a command is refused, given what it asks for and what has happened to the key.
public enum Refusal {
  /// The expiry that is asked for does not lie in the future.
  EXPIRES_AT_IN_PAST
}
