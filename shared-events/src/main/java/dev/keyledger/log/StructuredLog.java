package dev.keyledger.log;

import java.io.Console;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/// Writes lines for people on a terminal, and JSON as the Elastic Common Schema names it elsewhere,
/// where a program reads them.
///
/// It is a default: whoever sets `logging.structured.format.console` has the last word, and an
/// empty one means lines for people.
final class StructuredLog implements EnvironmentPostProcessor {
  private static final String FORMAT = "logging.structured.format.console";

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    boolean onTerminal =
        Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    if (!onTerminal) {
      environment
          .getPropertySources()
          .addLast(new MapPropertySource("structured log", Map.of(FORMAT, "ecs")));
    }
  }
}
