package dev.keyledger.command.apikey;

/// Why a command is refused, given what it asks for and what has happened to the key.
public enum Refusal {
  /// There is no such key in the project.
  NO_SUCH_KEY,
  /// The same creation was sent before, and answered.
  ALREADY_CREATED,
  /// Another creation was sent before with the same [IdempotencyKey].
  IDEMPOTENCY_KEY_REUSED,
  /// The key is not in one of the versions that were expected.
  OTHER_VERSION,
  /// The expiry that is asked for does not lie in the future.
  EXPIRES_AT_IN_PAST,
  /// The key has expired; it can be neither extended nor rotated.
  EXPIRED,
  /// The key has been revoked.
  REVOKED,
  /// The changed metadata would be more than a key may have.
  METADATA_TOO_LARGE,
  /// No partner key would be left that is enabled and has no expiry.
  LAST_PARTNER_KEY,
  /// The older secret of the last rotation still works.
  ROTATION_IN_PROGRESS
}
