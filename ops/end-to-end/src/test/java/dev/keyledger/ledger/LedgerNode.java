package dev.keyledger.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/// The ledger as one node has it, without the service around it.
final class LedgerNode implements AutoCloseable {
  private static final int MOST = 10_000;

  private final HikariDataSource pool;
  private final List<SessionLoop> loops;
  final JdbcClient jdbc;
  final PlatformTransactionManager transactions;
  final Tail tail = new Tail();
  final MeterRegistry registry = new SimpleMeterRegistry();
  final LedgerMeters meters = new LedgerMeters(tail, Clock.systemUTC(), registry);
  final LedgerReader reader;
  final Appender appender;
  final LedgerEventStore events;

  /// @param reads where it reads
  /// @param writes where its writer connects to: the same, or something in between
  LedgerNode(JdbcConnectionDetails reads, JdbcConnectionDetails writes) {
    pool = pool(reads);
    jdbc = JdbcClient.create(pool);
    transactions = new JdbcTransactionManager(pool);
    reader = new LedgerReader(jdbc);
    var announcer = new HeadAnnouncer();
    appender =
        new Appender(new BatchWriter(new Sessions(writes)), tail, announcer, meters.appends());
    events =
        LedgerEventStore.of(new LedgerStorageEngine(appender, reader, new EventSerializer()), tail);
    var sessions = new Sessions(reads);
    loops =
        List.of(
            new SessionLoop("test-listener", sessions, "", new HeadListener(tail, meters)),
            new SessionLoop("test-announcer", sessions, "", announcer));
    loops.forEach(SessionLoop::start);
  }

  static LedgerNode on(JdbcConnectionDetails database) {
    return new LedgerNode(database, database);
  }

  private static HikariDataSource pool(JdbcConnectionDetails database) {
    var settings = new HikariConfig();
    settings.setJdbcUrl(database.getJdbcUrl());
    settings.setUsername(database.getUsername());
    settings.setPassword(database.getPassword());
    settings.setMaximumPoolSize(4);
    settings.setConnectionTimeout(1000);
    settings.setInitializationFailTimeout(-1);
    return new HikariDataSource(settings);
  }

  /// Appends events that nobody looks at.
  void append(int count) {
    for (int left = count; left > 0; left -= MOST) {
      appender.append(firstOf(UUID.randomUUID().toString(), Math.min(left, MOST)));
    }
  }

  /// Events that are nobody's yet: the first ones of an aggregate.
  static List<NewEvent> firstOf(String aggregateId, int count) {
    return IntStream.range(0, count).mapToObj(i -> event(aggregateId, i)).toList();
  }

  static NewEvent event(String aggregateId, long sequenceNumber) {
    return new NewEvent(
        UUID.randomUUID().toString(),
        aggregateId,
        "Test",
        sequenceNumber,
        "api-key.created",
        "1",
        "{\"text\":\"\\u0000 鍵 %s\"}".formatted(aggregateId),
        "{}");
  }

  @Override
  public void close() {
    appender.close();
    // At the same time: each of them waits for up to half a second.
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      loops.forEach(loop -> threads.execute(loop::stop));
    }
    pool.close();
  }
}
