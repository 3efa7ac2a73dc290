package dev.keyledger.query;

import dev.keyledger.http.HttpConventions;
import dev.keyledger.ledger.Ledger;
import dev.keyledger.ledger.Migrations;
import dev.keyledger.query.authentication.VerificationTerms;
import dev.keyledger.query.view.CountedView;
import dev.keyledger.query.view.Freshness;
import dev.keyledger.query.view.MeasuredHead;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The query side: answers, from views of the ledger. Its settings are in `query-side.yml`.
@Configuration(proxyBeanMethods = false)
@ComponentScan(basePackageClasses = QuerySide.class)
@EnableConfigurationProperties(VerificationSettings.class)
@Import({Ledger.class, HttpConventions.class})
public class QuerySide {
  private static final String LOOKUP = "lookup";
  private static final String CATALOG = "catalog";
  private static final String AUDIT = "audit";

  @Bean(initMethod = "migrate")
  Flyway viewMigrations(JdbcConnectionDetails database) {
    return Migrations.ofView(database, "view", "dev/keyledger/query/view");
  }

  @Bean(initMethod = "migrate")
  @DependsOn("viewMigrations")
  Flyway lookupMigrations(JdbcConnectionDetails database) {
    return Migrations.ofView(database, LOOKUP, "dev/keyledger/query/authentication");
  }

  @Bean(initMethod = "migrate")
  @DependsOn("viewMigrations")
  Flyway catalogMigrations(JdbcConnectionDetails database) {
    return Migrations.ofView(database, CATALOG, "dev/keyledger/query/catalog");
  }

  @Bean(initMethod = "migrate")
  @DependsOn("viewMigrations")
  Flyway auditMigrations(JdbcConnectionDetails database) {
    return Migrations.ofView(database, AUDIT, "dev/keyledger/query/audit");
  }

  @Bean(initMethod = "migrate")
  Flyway usageMigrations(JdbcConnectionDetails database) {
    return Migrations.ofView(database, "usage", "dev/keyledger/query/usage");
  }

  @Bean
  VerificationTerms verificationTerms(VerificationSettings settings, Environment environment) {
    return settings.terms(nodeName(environment.getProperty("server.port", "0")));
  }

  /// One host has one node on a port. Where the port is not known before, the name is nobody's.
  private static String nodeName(String port) {
    try {
      return port.equals("0")
          ? UUID.randomUUID().toString()
          : InetAddress.getLocalHost().getHostName() + ":" + port;
    } catch (UnknownHostException _) {
      return UUID.randomUUID().toString();
    }
  }

  @Bean
  @Qualifier(CATALOG)
  Freshness catalogFreshness(MeasuredHead head, JdbcClient jdbc) {
    return new Freshness(head, jdbc, CATALOG);
  }

  @Bean
  @Qualifier(AUDIT)
  Freshness auditFreshness(MeasuredHead head, JdbcClient jdbc) {
    return new Freshness(head, jdbc, AUDIT);
  }

  @Bean
  CountedView usage() {
    return new CountedView(
        "usage", "usage is counted and not derived from events, so it cannot be made again");
  }
}
