package dev.keyledger.command.apikey;

import org.axonframework.modelling.command.CommandTargetResolver;

/// Shows the benchmarks what the command side keeps to itself.
public final class Aggregates {
  private Aggregates() {}

  /// The aggregate that decides about keys.
  public static Class<?> apiKey() {
    return ApiKeyAggregate.class;
  }

  /// How it finds the key that a command is about.
  public static CommandTargetResolver target() {
    return new KeyCommandTarget();
  }
}
