package dev.keyledger.command;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/// The partner key that was brought along does not have the shape of a key.
final class InvalidBootstrapKey extends RuntimeException {
  /// The environment variable that holds it.
  static final String VARIABLE = "KEYLEDGER_BOOTSTRAP_PARTNER_KEY";

  private static final long serialVersionUID = 1L;

  InvalidBootstrapKey() {
    super(
        VARIABLE
            + " is not an API key: 8 characters, a dot and 32 characters, all of 0-9 A-Z a-z.");
  }

  /// Says it in a sentence instead of a stack trace, and without the value.
  static final class Analyzer extends AbstractFailureAnalyzer<InvalidBootstrapKey> {
    @Override
    protected FailureAnalysis analyze(Throwable root, InvalidBootstrapKey cause) {
      return new FailureAnalysis(
          cause.getMessage(),
          "Correct the variable, or remove it to have a partner key made.",
          cause);
    }
  }
}
