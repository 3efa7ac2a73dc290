package dev.keyledger.command;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/// The first partner key cannot be handed over.
final class HandOverFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String remedy;

  /// @param reason one sentence on what is wrong
  /// @param remedy one sentence on what to do about it
  HandOverFailure(String reason, String remedy, Throwable cause) {
    super(reason, cause);
    this.remedy = remedy;
  }

  /// Says it in a sentence instead of a stack trace.
  static final class Analyzer extends AbstractFailureAnalyzer<HandOverFailure> {
    @Override
    protected FailureAnalysis analyze(Throwable root, HandOverFailure cause) {
      return new FailureAnalysis(cause.getMessage(), cause.remedy, cause);
    }
  }
}
