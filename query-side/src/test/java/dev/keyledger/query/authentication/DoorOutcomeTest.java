package dev.keyledger.query.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyledger.http.CredentialProblems;
import dev.keyledger.http.ErrorCode;
import dev.keyledger.http.Problem;
import dev.keyledger.http.ProblemException;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.QueryTimeoutException;

/// What a door counts where it gives no verdict.
final class DoorOutcomeTest {

  @ParameterizedTest
  @MethodSource("refusals")
  void aRefusalIsCountedByItsCause(RuntimeException refused, DoorOutcome outcome) {
    assertThat(DoorOutcome.of(refused)).isEqualTo(outcome);
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of(
            new ProblemException(CredentialProblems.INVALID_TOKEN), DoorOutcome.UNAUTHORIZED),
        Arguments.of(problem(ErrorCode.INSUFFICIENT_SCOPE), DoorOutcome.UNAUTHORIZED),
        Arguments.of(problem(ErrorCode.INVALID_PARAMETER), DoorOutcome.MALFORMED),
        Arguments.of(problem(ErrorCode.METHOD_NOT_ALLOWED), DoorOutcome.MALFORMED),
        Arguments.of(new HttpException.RuntimeException(400, "a header"), DoorOutcome.MALFORMED),
        Arguments.of(new TooManyWait(), DoorOutcome.OVERLOADED),
        Arguments.of(new QueryTimeoutException("late"), DoorOutcome.UNCONFIRMED),
        Arguments.of(new IllegalStateException("a defect"), DoorOutcome.FAILED));
  }

  private static ProblemException problem(ErrorCode code) {
    return new ProblemException(Problem.of(code, "a test"));
  }
}
