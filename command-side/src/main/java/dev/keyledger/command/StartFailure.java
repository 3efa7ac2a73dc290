package dev.keyledger.command;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/// The service cannot start, and whoever starts it can do something about that.
final class StartFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String remedy;

  /// @param reason one sentence on what is wrong
  /// @param remedy one sentence on what to do about it
  StartFailure(String reason, String remedy, @Nullable Throwable cause) {
    super(reason, cause);
    this.remedy = remedy;
  }

  /// Says it in a sentence instead of a stack trace.
  static final class Analyzer extends AbstractFailureAnalyzer<StartFailure> {
    @Override
    protected FailureAnalysis analyze(Throwable root, StartFailure cause) {
      return new FailureAnalysis(cause.getMessage(), cause.remedy, cause);
    }
  }
}
