package dev.keyledger.ledger;

import org.axonframework.serialization.Serializer;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.EnableScheduling;

/// What proves the ledger: tiles, checkpoints, and the guard over signed history. It runs where the
/// ledger is written, and needs [CheckpointSettings].
@Configuration(proxyBeanMethods = false)
@EnableScheduling
public class LedgerSigning {
  @Bean
  SessionLoop tileBuilder(Sessions sessions, Tail tail) {
    return new SessionLoop(
        "keyledger-tiles",
        sessions,
        "SET statement_timeout = '5s'; SET synchronous_commit = off",
        new TileBuilder(tail));
  }

  @Bean
  SignedState signedState(CheckpointSettings settings) {
    return new SignedState(settings.state());
  }

  @Bean
  CheckpointCopies checkpointCopies(CheckpointSettings settings) {
    return new CheckpointCopies(settings.copies());
  }

  @Bean
  SigningMeters signingMeters(LedgerMeters meters) {
    return meters.signing();
  }

  /// Before anything can be appended.
  @Bean(initMethod = "check")
  HistoryGuard historyGuard(
      LedgerReader reader,
      LedgerTree tree,
      Checkpoints checkpoints,
      CheckpointCopies copies,
      SignedState state,
      @Qualifier("eventSerializer") Serializer serializer,
      JdbcClient jdbc,
      SigningMeters meters) {
    return new HistoryGuard(reader, tree, checkpoints, copies, state, serializer, jdbc, meters);
  }

  @Bean(initMethod = "signEmpty")
  CheckpointSigner checkpointSigner(
      CheckpointSettings settings,
      LedgerReader reader,
      Checkpoints checkpoints,
      CheckpointCopies copies,
      SignedState state,
      HistoryGuard guard,
      SigningMeters meters) {
    return new CheckpointSigner(settings, reader, checkpoints, copies, state, guard, meters);
  }

  @Bean
  HistoryAcceptance historyAcceptance(
      HistoryGuard guard,
      Inspection inspection,
      LedgerReader reader,
      @Qualifier("eventSerializer") Serializer serializer,
      Sessions sessions) {
    return new HistoryAcceptance(guard, inspection, reader, serializer, sessions);
  }
}
