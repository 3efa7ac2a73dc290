package dev.keyledger.query.authentication;

import static org.springframework.security.oauth2.core.OAuth2TokenIntrospectionClaimNames.ACTIVE;
import static org.springframework.security.oauth2.core.OAuth2TokenIntrospectionClaimNames.CLIENT_ID;
import static org.springframework.security.oauth2.core.OAuth2TokenIntrospectionClaimNames.EXP;
import static org.springframework.security.oauth2.core.OAuth2TokenIntrospectionClaimNames.SCOPE;
import static org.springframework.security.oauth2.core.OAuth2TokenIntrospectionClaimNames.SUB;

import dev.keyledger.http.CredentialWatch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OAuth2IntrospectionAuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.introspection.OAuth2IntrospectionException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.stereotype.Component;

/// Answers Spring Security's question about a presented key from the lookup table, with the claims
/// that RFC 7662 defines and `kind`, `project_id` and `key_name` beside them.
@Component
final class LookupIntrospector implements OpaqueTokenIntrospector, CredentialWatch {
  private final Verifier verifier;

  LookupIntrospector(Verifier verifier) {
    this.verifier = verifier;
  }

  /// @throws BadOpaqueTokenException when the key is not good, whatever the reason
  /// @throws OAuth2IntrospectionException when the question cannot be answered now
  @Override
  public OAuth2AuthenticatedPrincipal introspect(String token) {
    return switch (judged(verifier::judge, token)) {
      case Verdict.Active active -> principal(active);
      case Verdict.NoKey _,
          Verdict.Unknown _,
          Verdict.WrongProject _,
          Verdict.Expired _,
          Verdict.Disabled _,
          Verdict.Revoked _ ->
          throw new BadOpaqueTokenException("not active");
    };
  }

  @Override
  public boolean isStillGood(String token) {
    return judged(verifier::lookAgain, token) instanceof Verdict.Active;
  }

  private static Verdict judged(Function<String, Verdict> judge, String token) {
    try {
      return judge.apply(token);
    } catch (DataAccessException e) {
      throw new OAuth2IntrospectionException("whether the key is good cannot be found out now", e);
    }
  }

  private static OAuth2AuthenticatedPrincipal principal(Verdict.Active active) {
    LookupEntry entry = active.entry();
    String id = entry.apiKeyId().toString();
    String scope = entry.scope();
    var claims = new HashMap<String, Object>();
    claims.put(ACTIVE, true);
    claims.put(SUB, id);
    claims.put(CLIENT_ID, id);
    claims.put(SCOPE, List.of(scope));
    claims.put("kind", entry.kind().word());
    putIfPresent(claims, EXP, active.expiresAt());
    putIfPresent(claims, "project_id", Objects.toString(entry.projectId(), null));
    putIfPresent(claims, "key_name", entry.name());
    return new OAuth2IntrospectionAuthenticatedPrincipal(
        id, claims, AuthorityUtils.createAuthorityList("SCOPE_" + scope));
  }

  private static void putIfPresent(
      Map<String, Object> claims, String name, @Nullable Object value) {
    if (value != null) {
      claims.put(name, value);
    }
  }
}
