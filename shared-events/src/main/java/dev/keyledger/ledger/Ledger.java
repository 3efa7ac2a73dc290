package dev.keyledger.ledger;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Clock;
import org.axonframework.serialization.Serializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/// The ledger as it is read and followed. Who writes it needs [LedgerWriting] too.
@Configuration(proxyBeanMethods = false)
public class Ledger {
  @Bean
  static NoAxonLookups noAxonLookups() {
    return new NoAxonLookups();
  }

  /// The one clock.
  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  @Qualifier("eventSerializer")
  Serializer eventSerializer() {
    return new EventSerializer();
  }

  @Bean
  Sessions ledgerSessions(JdbcConnectionDetails database) {
    return new Sessions(database);
  }

  @Bean
  Tail tail() {
    return new Tail();
  }

  /// Where nobody measures, a registry without anybody behind it makes meters that do nothing.
  @Bean
  LedgerMeters ledgerMeters(Tail tail, Clock clock, ObjectProvider<MeterRegistry> registry) {
    return new LedgerMeters(tail, clock, registry.getIfAvailable(CompositeMeterRegistry::new));
  }

  @Bean
  LedgerReader ledgerReader(JdbcClient jdbc) {
    return new LedgerReader(jdbc);
  }

  @Bean
  LedgerFeed ledgerFeed(
      LedgerReader reader, Tail tail, @Qualifier("eventSerializer") Serializer serializer) {
    return new LedgerFeed(reader, tail, serializer);
  }

  @Bean
  PastEvents pastEvents(LedgerReader reader, @Qualifier("eventSerializer") Serializer serializer) {
    return new PastEvents(reader, serializer);
  }

  @Bean
  LedgerClock ledgerClock(LedgerReader reader) {
    return new LedgerClock(reader);
  }

  @Bean
  Checkpoints checkpoints(JdbcClient jdbc, PlatformTransactionManager transactions) {
    return new Checkpoints(jdbc, transactions);
  }

  @Bean
  LedgerTree ledgerTree(JdbcClient jdbc) {
    return new LedgerTree(new Tiles(jdbc));
  }

  @Bean
  Inspection inspection(LedgerReader reader, Checkpoints checkpoints) {
    return new Inspection(reader, checkpoints);
  }

  @Bean
  SessionLoop headListener(Sessions sessions, Tail tail, LedgerMeters meters) {
    return new SessionLoop(
        "keyledger-listener", sessions, HeadListener.SETTINGS, new HeadListener(tail, meters));
  }
}
