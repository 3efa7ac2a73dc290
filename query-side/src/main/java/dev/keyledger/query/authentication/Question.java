package dev.keyledger.query.authentication;

import java.util.function.Predicate;

/// A question about a key.
///
/// @param presented the text that somebody presents as a key
/// @param suits whether a good key is good for what it is presented for
record Question(String presented, Predicate<LookupEntry> suits) {

  /// Whether a key is good, whatever it is for.
  static Question about(String presented) {
    return new Question(presented, _ -> true);
  }

  /// Shows nothing: it may hold a key.
  @Override
  public String toString() {
    return "Question";
  }
}
