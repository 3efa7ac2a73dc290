package dev.keyledger.http;

import org.jspecify.annotations.Nullable;

/// What is wrong with a caller's credential, in the same words everywhere, and the challenges of
/// RFC 6750 that go with it.
///
/// A malformed, an unknown and an expired key get the same answer, byte for byte: nobody learns
/// from it how close a guess was.
public final class CredentialProblems {
  /// There is none.
  public static final Problem CREDENTIAL_REQUIRED =
      Problem.of(ErrorCode.CREDENTIAL_REQUIRED, "send an API key: Authorization: Bearer <apiKey>");

  /// It is not good.
  public static final Problem INVALID_TOKEN =
      Problem.of(ErrorCode.INVALID_TOKEN, "the API key is not valid");

  /// There is more than one.
  public static final Problem MULTIPLE_CREDENTIALS =
      Problem.of(
          ErrorCode.MULTIPLE_CREDENTIALS, "send one credential, in one Authorization header");

  static final Problem INSUFFICIENT_SCOPE =
      Problem.of(ErrorCode.INSUFFICIENT_SCOPE, "this key may not do this; use a partner key");

  private CredentialProblems() {}

  /// The `WWW-Authenticate` header of an answer, or nothing where it has none.
  static @Nullable String challenge(Problem problem) {
    return switch (ErrorCode.valueOf(problem.errorCode())) {
      case CREDENTIAL_REQUIRED -> "Bearer";
      case MULTIPLE_CREDENTIALS -> "Bearer error=\"invalid_request\"";
      case INVALID_TOKEN -> "Bearer error=\"invalid_token\"";
      case INSUFFICIENT_SCOPE -> "Bearer error=\"insufficient_scope\"";
      default -> null;
    };
  }
}
