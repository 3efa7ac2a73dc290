package dev.keyledger.command;

import dev.keyledger.key.PlaintextKey;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.security.oauth2.server.resource.introspection.RestClientOpaqueTokenIntrospector;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;

/// Asks the query side whether a presented key is good (RFC 7662), by Spring Security's own client.
final class QuerySideIntrospector implements OpaqueTokenIntrospector {
  private static final Duration TIME_TO_CONNECT = Duration.ofSeconds(1);

  /// The query side itself waits for a second at most.
  private static final Duration TIME_TO_ANSWER = Duration.ofSeconds(2);

  private final OpaqueTokenIntrospector querySide;

  /// @param uri of the query side's introspection endpoint
  /// @param verifierKey the file with the key by which to ask
  QuerySideIntrospector(String uri, Path verifierKey) {
    var connections =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIME_TO_CONNECT)
            .build();
    var requests = new JdkClientHttpRequestFactory(connections);
    requests.setReadTimeout(TIME_TO_ANSWER);
    var client =
        RestClient.builder()
            .requestFactory(requests)
            .requestInterceptor(new VerifierCredential(verifierKey))
            .requestInterceptor(new SecondTry())
            .defaultStatusHandler(
                QuerySideIntrospector::isAboutOurKey,
                (_, response) -> {
                  throw new HttpClientErrorException(
                      response.getStatusCode(),
                      "the query side refuses the verifier key in " + verifierKey);
                })
            .build();
    this.querySide = new RestClientOpaqueTokenIntrospector(uri, client);
  }

  private static boolean isAboutOurKey(HttpStatusCode status) {
    return status.isSameCodeAs(HttpStatus.UNAUTHORIZED)
        || status.isSameCodeAs(HttpStatus.FORBIDDEN);
  }

  /// What can be no key is not asked about.
  ///
  /// @throws BadOpaqueTokenException when the key is not good, whatever the reason
  /// @throws
  ///   org.springframework.security.oauth2.server.resource.introspection.OAuth2IntrospectionException
  ///   when the query side does not say
  @Override
  public OAuth2AuthenticatedPrincipal introspect(String token) {
    if (PlaintextKey.parse(token).isEmpty()) {
      throw new BadOpaqueTokenException("not active");
    }
    return querySide.introspect(token);
  }
}
