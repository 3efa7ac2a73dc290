package dev.keyledger.http;

/// Looks again at the credential of a request that takes long to answer. The request was let in by
/// a judgement that counts as a use of the credential; this does not.
public interface CredentialWatch {
  /// Whether the credential is still good.
  ///
  /// @throws
  ///   org.springframework.security.oauth2.server.resource.introspection.OAuth2IntrospectionException
  ///   when that cannot be found out now
  boolean isStillGood(String token);
}
