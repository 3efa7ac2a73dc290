package dev.keyledger.benchmarks;

/// Ends the run when what was counted is not what was stored: a figure that lies is worse than
/// none.
final class Check {
  private Check() {}

  static void equal(String what, long expected, long actual) {
    between(what, expected, expected, actual);
  }

  static void between(String what, long least, long most, long actual) {
    if (actual < least || actual > most) {
      throw new IllegalStateException(
          "%s: expected %d to %d, got %d".formatted(what, least, most, actual));
    }
  }
}
