package com.example.orders;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// A Spring Boot application that Keyledger protects. It knows OAuth 2.0 alone: what it is told of
/// Keyledger stands in `application.yml`.
@NullMarked
@SpringBootApplication
@EnableMethodSecurity
@RestController
public class Orders {
  public static void main(String[] args) {
    SpringApplication.run(Orders.class, args);
  }

  /// Every good key comes in here, whatever it is for.
  @GetMapping("/whoami")
  Caller whoami(BearerTokenAuthentication caller) {
    return new Caller(
        caller.getName(),
        caller.getAuthorities().stream().map(GrantedAuthority::getAuthority).toList(),
        caller.getTokenAttributes());
  }

  /// Only keys of the project `demo` come in here.
  @GetMapping("/orders")
  @PreAuthorize("hasAuthority('SCOPE_project:demo')")
  List<String> orders() {
    return List.of("one", "two");
  }

  /// @param name the id of the key
  /// @param attributes the members of Keyledger's answer
  record Caller(String name, List<String> authorities, Map<String, Object> attributes) {}
}
