package dev.keyledger.events;

import java.util.Locale;

/// What a key is for; fixed when it is created.
///
/// @see ApiKeyCreated
public enum KeyKind {
  /// Full access: manages keys.
  PARTNER,
  /// May verify other keys, nothing else.
  VERIFIER,
  /// Limited to the scope of its project; manages nothing.
  PROJECT;

  private final String word = name().toLowerCase(Locale.ROOT);

  /// The kind as it is written in events and answers: `partner`, `verifier`, `project`.
  public String word() {
    return word;
  }

  /// The kind that `word` names.
  ///
  /// @throws IllegalArgumentException when it names none
  public static KeyKind of(String word) {
    for (KeyKind kind : values()) {
      if (kind.word().equals(word)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("not a kind of key");
  }
}
