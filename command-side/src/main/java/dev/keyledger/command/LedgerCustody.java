package dev.keyledger.command;

import dev.keyledger.ledger.CheckpointSettings;
import dev.keyledger.ledger.Ledger;
import dev.keyledger.ledger.LedgerSigning;
import dev.keyledger.ledger.LedgerWriting;
import dev.keyledger.ledger.Migrations;
import org.flywaydb.core.Flyway;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The ledger as its writer keeps it: migrated, signed and guarded.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CommandSideSettings.class)
@Import({Ledger.class, LedgerWriting.class, LedgerSigning.class})
public class LedgerCustody {

  @Bean(initMethod = "migrate")
  Flyway ledgerMigrations(JdbcConnectionDetails database) {
    return Migrations.ofLedger(database);
  }

  @Bean(initMethod = "grant")
  QueryRole queryRole(CommandSideSettings settings, JdbcClient jdbc) {
    return new QueryRole(settings.queryRole(), jdbc);
  }

  @Bean
  CheckpointSettings checkpointSettings(CommandSideSettings settings) {
    return settings.checkpoints();
  }
}
