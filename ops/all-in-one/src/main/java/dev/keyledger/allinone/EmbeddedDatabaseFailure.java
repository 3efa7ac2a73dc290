package dev.keyledger.allinone;

import org.jspecify.annotations.Nullable;

/// Why the embedded database cannot start, for the person who started it.
final class EmbeddedDatabaseFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String remedy;

  /// @param reason one sentence on what is wrong
  /// @param remedy one sentence on what to do about it
  EmbeddedDatabaseFailure(String reason, String remedy) {
    this(reason, remedy, null);
  }

  EmbeddedDatabaseFailure(String reason, String remedy, @Nullable Throwable cause) {
    super(reason, cause);
    this.remedy = remedy;
  }

  String reason() {
    return String.valueOf(getMessage());
  }

  String remedy() {
    return remedy;
  }
}
