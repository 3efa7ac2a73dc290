package dev.keyledger.query.authentication;

import org.jspecify.annotations.Nullable;

/// The token in `Authorization: Bearer` (RFC 6750, section 2.1).
final class BearerToken {
  private static final String SCHEME = "Bearer ";

  private BearerToken() {}

  /// The token that the header's value carries; absent when it is of another scheme.
  static @Nullable String in(String authorization) {
    return authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? authorization.substring(SCHEME.length())
        : null;
  }
}
