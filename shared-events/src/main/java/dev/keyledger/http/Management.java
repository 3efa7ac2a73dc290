package dev.keyledger.http;

import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

/// The management port's endpoints need no key: who can reach the port may look, and do nothing
/// else.
@Configuration(proxyBeanMethods = false)
class Management {

  @Bean
  @Order(0)
  SecurityFilterChain managementEndpoints(HttpSecurity http) {
    return http.securityMatcher(EndpointRequest.toAnyEndpoint())
        .csrf(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .authorizeHttpRequests(requests ->
            requests
                .requestMatchers(HttpMethod.GET)
                .permitAll()
                .requestMatchers(HttpMethod.HEAD)
                .permitAll()
                .anyRequest()
                .denyAll())
        .exceptionHandling(refused ->
            refused.authenticationEntryPoint((_, response, _) -> {
              response.setHeader(HttpHeaders.ALLOW, "GET, HEAD");
              response.sendError(HttpStatus.METHOD_NOT_ALLOWED.value());
            }))
        .build();
  }
}
