package dev.keyledger.query.authentication;

import java.util.Locale;

/// How a verification of a key that is known came out.
public enum Outcome {
  /// The key was good.
  ACTIVE,
  /// Its time was over, or that of the secret that was presented.
  EXPIRED,
  /// It was stopped for the time being.
  DISABLED,
  /// It had ended for ever.
  REVOKED,
  /// It was good, and not for what it was presented for.
  WRONG_PROJECT;

  private final String word = name().toLowerCase(Locale.ROOT);

  /// The outcome that `word` names.
  ///
  /// @throws IllegalArgumentException when it names none
  public static Outcome of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /// The outcome as it is written: `active`, `wrong_project`.
  public String word() {
    return word;
  }
}
