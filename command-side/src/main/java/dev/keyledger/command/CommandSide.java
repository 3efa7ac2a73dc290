package dev.keyledger.command;

import dev.keyledger.http.HttpConventions;
import dev.keyledger.ledger.LedgerReader;
import dev.keyledger.ledger.reader.Confirmations;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.Console;
import java.util.Optional;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The command side: decides, and writes the ledger. Its settings are in `command-side.yml`.
@Configuration(proxyBeanMethods = false)
@ComponentScan(basePackageClasses = CommandSide.class)
@EnableConfigurationProperties(RevocationSettings.class)
@Import({Decisions.class, HttpConventions.class})
public class CommandSide {
  @Bean
  FileHandOver fileHandOver(CommandSideSettings settings) {
    return new FileHandOver(BootstrapKey.PARTNER, settings.partnerKeyFile());
  }

  @Bean
  Confirmations confirmations(
      JdbcClient jdbc, LedgerReader ledger, RevocationSettings settings, MeterRegistry meters) {
    return new Confirmations(jdbc, ledger::head, settings.maxWait(), meters);
  }

  @Bean
  FirstStart firstPartnerKey(
      EventStore ledger, CommandGateway commands, FileHandOver file, Environment environment) {
    return new FirstStart(
        BootstrapKey.PARTNER, ledger, commands, environment, handOver(file, environment));
  }

  private static HandOver handOver(FileHandOver file, Environment environment) {
    return Optional.ofNullable(System.console())
        .filter(Console::isTerminal)
        .<HandOver>map(terminal -> new TerminalHandOver(terminal, environment))
        .orElse(file);
  }
}
