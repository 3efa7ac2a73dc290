package dev.keyledger.query;

import dev.keyledger.ledger.MigratedLedger;
import java.util.Map;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/// The query side as a program of its own. There may be any number of it on one PostgreSQL.
///
/// It is no component: who runs both sides in one process scans this package too.
@EnableAutoConfiguration
@Import(QuerySide.class)
final class QueryNode {
  /// Starts it.
  public static void main(String[] arguments) {
    new SpringApplicationBuilder(QueryNode.class)
        .properties(
            Map.of(
                "spring.config.name", "query-side", "spring.application.name", "keyledger-query"))
        .run(arguments);
  }

  /// The command side alone migrates the ledger.
  @Bean
  MigratedLedger migratedLedger(JdbcConnectionDetails database) {
    return new MigratedLedger(database);
  }
}
