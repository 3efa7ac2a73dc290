package dev.keyledger.query.authentication;

import dev.keyledger.http.ProblemException;
import java.util.Locale;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;
import org.springframework.dao.DataAccessException;

/// What came of a question at a door.
enum DoorOutcome {
  /// The key is good for what is asked.
  ACTIVE,
  /// No key has this secret.
  UNKNOWN,
  /// The key's time is over.
  EXPIRED,
  /// The key is stopped for now.
  DISABLED,
  /// The key has ended for ever.
  REVOKED,
  /// The key is good, and not for what is asked.
  WRONG_PROJECT,
  /// What was presented has not the shape of a key, or the request is not what it must be.
  MALFORMED,
  /// It could not be made sure in time.
  UNCONFIRMED,
  /// Too many questions waited already.
  OVERLOADED,
  /// Who asks may not, or has sent no key.
  UNAUTHORIZED,
  /// A defect.
  FAILED;

  private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

  static DoorOutcome of(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Active _ -> ACTIVE;
      case Verdict.WrongProject _ -> WRONG_PROJECT;
      case Verdict.NoKey _ -> MALFORMED;
      case Verdict.Unknown _ -> UNKNOWN;
      case Verdict.Expired _ -> EXPIRED;
      case Verdict.Disabled _ -> DISABLED;
      case Verdict.Revoked _ -> REVOKED;
    };
  }

  static DoorOutcome of(RuntimeException refused) {
    return switch (refused) {
      case ProblemException problem -> of(problem.problem().status());
      case TooManyWait _ -> OVERLOADED;
      case DataAccessException _ -> UNCONFIRMED;
      default -> refused instanceof HttpException ? MALFORMED : FAILED;
    };
  }

  private static DoorOutcome of(int status) {
    return status == HttpStatus.UNAUTHORIZED_401 || status == HttpStatus.FORBIDDEN_403
        ? UNAUTHORIZED
        : MALFORMED;
  }

  /// The outcome as it is written: `active`, `wrong-project`.
  String word() {
    return word;
  }
}
