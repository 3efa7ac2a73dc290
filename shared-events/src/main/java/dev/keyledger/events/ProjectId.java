package dev.keyledger.events;

import java.util.regex.Pattern;

/// Names a project. Projects need no registration, and no value means anything special.
///
/// @param value 1 to 64 characters of `A-Z a-z 0-9 _ -`
public record ProjectId(String value) {
  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  /// @throws IllegalArgumentException when `value` has another shape
  public ProjectId {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException("a project id is 1 to 64 characters of A-Z a-z 0-9 _ -");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
