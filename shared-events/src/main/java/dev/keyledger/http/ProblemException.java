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

  /// A parameter of the request is not what it must be.
  ///
  /// @param rule what it must be, such as `must be a whole number`
  public static ProblemException ofParameter(String name, String rule) {
    return new ProblemException(
        Problem.of(ErrorCode.INVALID_PARAMETER, name + " " + rule).at(name));
  }

  /// The whole answer.
  public Problem problem() {
    return problem;
  }
}
