package dev.keyledger.query.audit;

import java.time.Duration;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;

/// The key that opened a stream: it is judged again every second.
final class Credential {
  private static final long PERIOD = Duration.ofSeconds(1).toNanos();

  private final OpaqueTokenIntrospector judge;
  private final String token;
  private long judged = System.nanoTime();

  Credential(OpaqueTokenIntrospector judge, String token) {
    this.judge = judge;
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
    try {
      judge.introspect(token);
      judged = now;
      return true;
    } catch (BadOpaqueTokenException _) {
      return false;
    }
  }
}
