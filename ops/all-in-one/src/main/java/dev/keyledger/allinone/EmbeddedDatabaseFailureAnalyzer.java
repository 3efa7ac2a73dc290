package dev.keyledger.allinone;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/// Puts the reason and its remedy on the terminal in the place of a stack trace.
final class EmbeddedDatabaseFailureAnalyzer
    extends AbstractFailureAnalyzer<EmbeddedDatabaseFailure> {
  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, EmbeddedDatabaseFailure cause) {
    return new FailureAnalysis(cause.reason(), cause.remedy(), cause);
  }
}
