package dev.keyledger.query;

import dev.keyledger.http.HttpConventions;
import dev.keyledger.ledger.Ledger;
import dev.keyledger.ledger.Migrations;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.flywaydb.core.Flyway;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/// The query side: answers, from views of the ledger. Its settings are in `query-side.yml`.
@Configuration(proxyBeanMethods = false)
@ComponentScan(basePackageClasses = QuerySide.class)
@Import({Ledger.class, HttpConventions.class})
public class QuerySide {

  @Bean(initMethod = "migrate")
  Flyway lookupMigrations(JdbcConnectionDetails database) {
    return Migrations.of(database, "lookup", "dev/keyledger/query/authentication");
  }

  @Bean(initMethod = "migrate")
  Flyway catalogMigrations(JdbcConnectionDetails database) {
    return Migrations.of(database, "catalog", "dev/keyledger/query/catalog");
  }

  /// Views change in the command's own transaction, so that an answered change is visible at once.
  /// A view that fails must fail the command with it: Axon's default would log the error and go on.
  @Bean
  ConfigurerModule projections() {
    return axon ->
        axon.eventProcessing(processing ->
            processing
                .usingSubscribingEventProcessors()
                .registerDefaultErrorHandler(_ -> PropagatingErrorHandler.instance())
                .registerDefaultListenerInvocationErrorHandler(
                    _ -> PropagatingErrorHandler.instance()));
  }
}
