package dev.keyledger.command;

import java.util.Map;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.util.StringUtils;

/// The command side as a program of its own, which asks the query side about its callers' keys.
/// There may be any number of it on one PostgreSQL.
///
/// It is no component: who runs both sides in one process scans this package too.
@EnableAutoConfiguration
@Import(CommandSide.class)
final class CommandNode {
  private static final String INTROSPECTION_URI =
      "spring.security.oauth2.resourceserver.opaquetoken.introspection-uri";

  /// Starts it.
  public static void main(String[] arguments) {
    new SpringApplicationBuilder(CommandNode.class)
        .properties(
            Map.of(
                "spring.config.name",
                "command-side",
                "spring.application.name",
                "keyledger-command"))
        .run(arguments);
  }

  @Bean
  OpaqueTokenIntrospector introspector(CommandSideSettings settings, Environment environment) {
    String uri = environment.getProperty(INTROSPECTION_URI, "");
    if (!StringUtils.hasText(uri)) {
      throw new StartFailure(
          "Where the query side answers whether a key is good is not known: there is no "
              + INTROSPECTION_URI
              + ".",
          "Set it, such as SPRING_SECURITY_OAUTH2_RESOURCESERVER_OPAQUETOKEN_INTROSPECTION_URI"
              + "=http://query-side:8080/api/v1/introspect.",
          null);
    }
    return new QuerySideIntrospector(uri, settings.verifierKey());
  }

  @Bean
  VerifierKeyAtStart firstVerifierKey(
      EventStore ledger,
      CommandGateway commands,
      CommandSideSettings settings,
      Environment environment) {
    var file = new FileHandOver(BootstrapKey.VERIFIER, settings.verifierKey());
    return new VerifierKeyAtStart(
        settings.verifierKey(),
        environment,
        file,
        new FirstStart(BootstrapKey.VERIFIER, ledger, commands, environment, file));
  }
}
