package dev.keyledger.query.authentication;

import java.util.stream.Stream;

/// The token in `Authorization: Bearer` (RFC 6750, section 2.1).
final class BearerToken {
  private static final String SCHEME = "Bearer ";

  private BearerToken() {}

  /// The token that the header's value carries, if it is of that scheme.
  static Stream<String> in(String authorization) {
    return authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? Stream.of(authorization.substring(SCHEME.length()))
        : Stream.empty();
  }
}
