package dev.keyledger.command.apikey;

/// Why somebody changes a key, in their own words. It is kept with the events for ever.
///
/// @param value 1 to 500 code points, with the same rules as a [KeyName]
public record Reason(String value) {
  /// The most code points in a reason.
  public static final int MAX_LENGTH = 500;

  /// Trims `value`.
  ///
  /// @throws IllegalArgumentException with a sentence that may be shown, when `value` cannot be a
  ///   reason
  public Reason {
    value = ShownText.trimmed(value, MAX_LENGTH);
  }
}
