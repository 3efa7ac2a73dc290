package dev.keyledger.http;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationEventPublisher;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.server.resource.authentication.OpaqueTokenAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.writers.StaticHeadersWriter;

/// Every request needs a key, but for the API's own documentation and what is open to all. What a
/// key may do is decided after routing, by [Admission].
@Configuration(proxyBeanMethods = false)
class ApiSecurity {
  private static final String[] DOCUMENTATION = {
    "/v3/api-docs", "/v3/api-docs.yaml", "/v3/api-docs/*", "/swagger-ui.html", "/swagger-ui/*"
  };

  /// What controllers that are [OpenToAll] serve.
  private static final String[] OPEN = {
    "/api/v1/ledger/checkpoint",
    "/api/v1/ledger/key",
    "/api/v1/ledger/proofs/inclusion",
    "/api/v1/ledger/proofs/consistency",
    "/api/v1/ledger/tile/**",
    "/api/v1/revoke"
  };

  private final SecurityProblems problems = new SecurityProblems();

  @Bean
  SecurityFilterChain everyRequest(
      HttpSecurity http,
      OpaqueTokenIntrospector introspector,
      AuthenticationEventPublisher events) {
    return http.csrf(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .headers(headers ->
            headers
                .cacheControl(cache -> cache.disable())
                .addHeaderWriter(new StaticHeadersWriter(HttpHeaders.CACHE_CONTROL, "no-store")))
        .authorizeHttpRequests(requests ->
            requests
                .requestMatchers(DOCUMENTATION)
                .permitAll()
                .requestMatchers(OPEN)
                .permitAll()
                .anyRequest()
                .authenticated())
        .exceptionHandling(
            refused -> refused.authenticationEntryPoint(problems).accessDeniedHandler(problems))
        .addFilterBefore(BufferedBody::filter, AnonymousAuthenticationFilter.class)
        .addFilterBefore(bearer(introspector, events), AnonymousAuthenticationFilter.class)
        .build();
  }

  /// Lets every method through to where 405 is answered; everything else stays strict. What a
  /// header may hold is what it may by default, looked at without a regular expression: those were
  /// a thirtieth of what a request took.
  @Bean
  static StrictHttpFirewall httpFirewall() {
    var firewall = new StrictHttpFirewall();
    firewall.setUnsafeAllowAnyHttpMethod(true);
    firewall.setAllowedHeaderNames(name -> isOfCharacters(name, ""));
    firewall.setAllowedHeaderValues(value -> isOfCharacters(value, "\t"));
    return firewall;
  }

  /// Whether all of it is assigned in Unicode, and no control character but for these.
  private static boolean isOfCharacters(String text, String controls) {
    int character;
    for (int i = 0; i < text.length(); i += Character.charCount(character)) {
      character = text.codePointAt(i);
      if (Character.isISOControl(character)
          ? controls.indexOf(character) < 0
          : !Character.isDefined(character)) {
        return false;
      }
    }
    return true;
  }

  /// Spring would measure each security filter, before and after: a twentieth of what the threads
  /// of requests did. The time of the whole request is measured anyway.
  @Bean
  SecurityObservationSettings securityObservations() {
    return SecurityObservationSettings.noObservations();
  }

  @Bean
  RequestRejectedHandler requestRejectedHandler() {
    return problems;
  }

  private BearerTokenAuthenticationFilter bearer(
      OpaqueTokenIntrospector introspector, AuthenticationEventPublisher events) {
    var keys = new ProviderManager(new OpaqueTokenAuthenticationProvider(introspector));
    keys.setAuthenticationEventPublisher(events);
    var credential = new BearerTokenAuthenticationConverter();
    credential.setBearerTokenResolver(new BearerCredential());
    var filter = new BearerTokenAuthenticationFilter(keys, credential);
    filter.setAuthenticationEntryPoint(problems);
    filter.setAuthenticationFailureHandler(problems);
    return filter;
  }
}
