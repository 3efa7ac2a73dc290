package dev.keyledger.query.audit;

import dev.keyledger.http.CredentialWatch;
import java.time.Duration;

/// The key that opened a stream: it is judged again every second.
final class Credential {
  private static final long PERIOD = Duration.ofSeconds(1).toNanos();

  private final CredentialWatch watch;
  private final String token;
  private long judged = System.nanoTime();

  Credential(CredentialWatch watch, String token) {
    this.watch = watch;
    this.token = token;
  }

  /// Whether the key was good at most a second ago.
  ///
  /// @throws
  ///   org.springframework.security.oauth2.server.resource.introspection.OAuth2IntrospectionException
  ///   when that cannot be found out
  boolean isGood() {
    long now = System.nanoTime();
    if (now - judged < PERIOD) {
      return true;
    }
    boolean good = watch.isStillGood(token);
    judged = now;
    return good;
  }
}
