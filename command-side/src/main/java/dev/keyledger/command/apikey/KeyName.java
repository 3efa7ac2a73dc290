package dev.keyledger.command.apikey;

/// What people call a key, in any language.
///
/// @param value 1 to 255 code points with no white space around them, and none that would garble
///   the text it is shown in: no control characters, no bidirectional controls, no lone surrogates
public record KeyName(String value) {
  /// The most code points in a name.
  public static final int MAX_LENGTH = 255;

  /// Trims `value`.
  ///
  /// @throws IllegalArgumentException with a sentence that may be shown, when `value` cannot be a
  ///   name
  public KeyName {
    value = ShownText.trimmed(value, MAX_LENGTH);
  }
}
