package dev.keyledger.command;

import java.nio.file.Path;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;

/// How the command side finds out whose key it is shown.
public final class Introspectors {
  private Introspectors() {}

  /// As a program of its own: it asks.
  ///
  /// @param base where the query side is, such as `http://127.0.0.1:8080`
  /// @param verifierKey the file with the key by which it asks
  public static OpaqueTokenIntrospector asking(String base, Path verifierKey) {
    return new QuerySideIntrospector(base + "/api/v1/introspect", verifierKey);
  }
}
