package dev.keyledger.command.apikey;

/// Shows the benchmarks what the command side keeps to itself.
public final class Aggregates {
  private Aggregates() {}

  /// The aggregate that decides about keys.
  public static Class<?> apiKey() {
    return ApiKeyAggregate.class;
  }
}
