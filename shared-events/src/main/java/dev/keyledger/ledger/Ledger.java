package dev.keyledger.ledger;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Clock;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.axonframework.messaging.correlation.SimpleCorrelationDataProvider;
import org.axonframework.serialization.Serializer;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/// The ledger, and Axon's infrastructure around it, declared in full.
///
/// Axon 4.13 looks for Boot's beans under their Boot 3 names. Left to its auto-configuration on
/// Boot 4 it starts without a transaction and without a store, and forgets every event in silence.
@Configuration(proxyBeanMethods = false)
public class Ledger {
  /// The one clock.
  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  TransactionManager axonTransactionManager(PlatformTransactionManager transactions) {
    return new SpringTransactionManager(transactions);
  }

  @Bean
  @Qualifier("eventSerializer")
  Serializer eventSerializer() {
    return new EventSerializer();
  }

  /// What a command knows about its cause goes onto every event that it leads to.
  @Bean
  CorrelationDataProvider cause() {
    return new SimpleCorrelationDataProvider(Cause.NAMES);
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
  Checkpoints checkpoints(JdbcClient jdbc) {
    return new Checkpoints(jdbc);
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
        "keyledger-listener", sessions, "-c statement_timeout=5s", new HeadListener(tail, meters));
  }

  /// Announcements are hints: nobody waits until one is on disk.
  @Bean
  SessionLoop headAnnouncer(Sessions sessions, Tail tail) {
    return new SessionLoop(
        "keyledger-announcer",
        sessions,
        "-c statement_timeout=5s -c synchronous_commit=off",
        new HeadAnnouncer(tail));
  }

  @Bean
  Appender appender(Sessions sessions, Tail tail, LedgerMeters meters) {
    return new Appender(new BatchWriter(sessions), tail, meters.appends());
  }

  @Bean
  EventStore eventStore(
      Appender appender,
      LedgerReader reader,
      Tail tail,
      @Qualifier("eventSerializer") Serializer serializer) {
    return LedgerEventStore.of(new LedgerStorageEngine(appender, reader, serializer), tail);
  }
}
