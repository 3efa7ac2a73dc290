package dev.keyledger.query.authentication;

import dev.keyledger.events.KeyKind;
import dev.keyledger.http.CredentialProblems;
import dev.keyledger.http.ErrorCode;
import dev.keyledger.http.Problem;
import dev.keyledger.http.ProblemException;
import dev.keyledger.http.Visit;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.eclipse.jetty.http.HttpHeader;

/// Who asks at a door: services that hold a verifier key or a partner key.
final class DoorCaller {
  private static final Problem NOT_FOR_PROJECT_KEYS =
      Problem.of(
          ErrorCode.INSUFFICIENT_SCOPE,
          "this key may not ask about other keys; use a verifier key or a partner key");

  private static final String BASIC = "Basic ";

  private final Verifier verifier;

  DoorCaller(Verifier verifier) {
    this.verifier = verifier;
  }

  /// Lets a caller in who sends a key as a bearer token or, as most introspection clients do, as
  /// the password of HTTP Basic; the name beside it means nothing.
  ///
  /// @throws ProblemException when there is no credential, more than one, or one that will not do
  void require(Visit visit) {
    List<String> credentials = visit.sent(HttpHeader.AUTHORIZATION.asString());
    if (credentials.isEmpty()) {
      throw new ProblemException(CredentialProblems.CREDENTIAL_REQUIRED);
    } else if (credentials.size() > 1) {
      throw new ProblemException(CredentialProblems.MULTIPLE_CREDENTIALS);
    }
    if (!(verifier.judge(Question.about(key(credentials.getFirst())), visit)
        instanceof Verdict.Active active)) {
      throw new ProblemException(CredentialProblems.INVALID_TOKEN);
    } else if (active.entry().kind() == KeyKind.PROJECT) {
      throw new ProblemException(NOT_FOR_PROJECT_KEYS);
    }
  }

  private static String key(String credential) {
    String token = BearerToken.in(credential);
    if (token != null) {
      return token;
    } else if (credential.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
      return password(credential.substring(BASIC.length()));
    }
    throw new ProblemException(CredentialProblems.CREDENTIAL_REQUIRED);
  }

  private static String password(String encoded) {
    try {
      String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.US_ASCII);
      return pair.substring(pair.indexOf(':') + 1);
    } catch (IllegalArgumentException _) {
      throw new ProblemException(CredentialProblems.INVALID_TOKEN);
    }
  }
}
