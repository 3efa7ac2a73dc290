package dev.keyledger.ledger;

import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.axonframework.messaging.correlation.SimpleCorrelationDataProvider;
import org.axonframework.serialization.Serializer;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/// What appends to the ledger, and Axon's infrastructure around it, declared in full. It needs
/// [Ledger].
///
/// Axon 4.13 looks for Boot's beans under their Boot 3 names. Left to its auto-configuration on
/// Boot 4 it starts without a transaction and without a store, and forgets every event in silence.
@Configuration(proxyBeanMethods = false)
public class LedgerWriting {

  @Bean
  TransactionManager axonTransactionManager(PlatformTransactionManager transactions) {
    return new SpringTransactionManager(transactions);
  }

  /// What a command knows about its cause goes onto every event that it leads to.
  @Bean
  CorrelationDataProvider cause() {
    return new SimpleCorrelationDataProvider(Cause.NAMES);
  }

  @Bean
  HeadAnnouncer headAnnouncer() {
    return new HeadAnnouncer();
  }

  /// Announcements are hints: nobody waits until one is on disk.
  @Bean
  SessionLoop headAnnouncements(Sessions sessions, HeadAnnouncer announcer) {
    return new SessionLoop(
        "keyledger-announcer",
        sessions,
        "SET statement_timeout = '5s'; SET synchronous_commit = off",
        announcer);
  }

  @Bean
  Appender appender(Sessions sessions, Tail tail, HeadAnnouncer announcer, LedgerMeters meters) {
    return new Appender(new BatchWriter(sessions), tail, announcer, meters.appends());
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
