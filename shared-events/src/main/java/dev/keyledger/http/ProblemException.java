package dev.keyledger.http;

/// Ends the handling of a request; the caller is answered with the problem.
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  /// @param problem the whole answer
  public ProblemException(Problem problem) {
    super(problem.errorCode());
    this.problem = problem;
  }

  /// The whole answer.
  public Problem problem() {
    return problem;
  }
}
