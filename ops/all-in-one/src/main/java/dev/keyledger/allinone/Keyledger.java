package dev.keyledger.allinone;

import dev.keyledger.command.CommandSide;
import dev.keyledger.query.QuerySide;
import java.util.Set;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Import;
import picocli.CommandLine;

/// Both sides in one process, with a PostgreSQL of its own unless it is given one.
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({CommandSide.class, QuerySide.class})
public class Keyledger {
  /// What looks like a setting of the service, and is for [Commands].
  private static final Set<String> ABOUT = Set.of("--help", "--version");

  /// Starts the service, or runs the command that the first argument names.
  public static void main(String[] arguments) {
    if (arguments.length == 0 || (arguments[0].startsWith("--") && !ABOUT.contains(arguments[0]))) {
      application(Keyledger.class).run(arguments);
    } else {
      System.exit(new CommandLine(new Commands()).execute(arguments));
    }
  }

  /// Makes a program of `source`, with the database that it brings along.
  public static SpringApplicationBuilder application(Class<?> source) {
    return new SpringApplicationBuilder(source).initializers(new EmbeddedDatabaseInitializer());
  }
}
