package dev.keyledger.allinone;

import dev.keyledger.command.CommandSide;
import dev.keyledger.query.QuerySide;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/// Both sides in one process, with a PostgreSQL of its own unless it is given one.
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({CommandSide.class, QuerySide.class, Management.class, EmbeddedDatabaseConfiguration.class})
public class Keyledger {

  /// Starts the service.
  public static void main(String[] arguments) {
    SpringApplication.run(Keyledger.class, arguments);
  }
}
