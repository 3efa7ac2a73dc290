package dev.keyledger.ledger;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/// This node cannot keep or read what it signs checkpoints with.
final class SigningFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param reason one sentence on what is wrong
  SigningFailure(String reason, @Nullable Throwable cause) {
    super(reason, cause);
  }

  /// Says it in a sentence instead of a stack trace.
  static final class Analyzer extends AbstractFailureAnalyzer<SigningFailure> {
    @Override
    protected FailureAnalysis analyze(Throwable root, SigningFailure cause) {
      return new FailureAnalysis(
          cause.getMessage(),
          "Let this user write there, or set KEYLEDGER_DATA_DIR to another directory, or"
              + " KEYLEDGER_CHECKPOINT_KEY_FILE to another key.",
          cause);
    }
  }
}
