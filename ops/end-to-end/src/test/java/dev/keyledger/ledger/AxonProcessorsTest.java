package dev.keyledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.keyledger.story.Apart;
import dev.keyledger.story.OutsidePostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.LongStream;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingEventProcessor;
import org.axonframework.eventhandling.TrackingEventProcessorConfiguration;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.inmemory.InMemoryTokenStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Axon's own event processors follow the ledger on another node than the one that writes.
@Apart
@Timeout(60)
final class AxonProcessorsTest {
  @TempDir private static Path directory;
  private static OutsidePostgres postgres;

  private final List<Long> seen = new CopyOnWriteArrayList<>();
  private final TokenStore tokens = new InMemoryTokenStore();
  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(4);

  @BeforeAll
  static void startPostgres() throws IOException {
    postgres = OutsidePostgres.start(directory.resolve("postgres"));
  }

  @AfterAll
  static void stopPostgres() throws IOException {
    postgres.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tracking", "pooled"})
  void everyEventComesOnceInOrderAndSoon(String kind) {
    var database = Databases.another(postgres);
    try (var writer = LedgerNode.on(database);
        var reader = LedgerNode.on(database);
        threads) {
      writer.appender.append(LedgerNode.firstOf("first", 50));
      var processor = processor(kind, reader);
      processor.start();
      await().until(() -> seen.size() == 50);

      var delays = new long[20];
      for (int i = 0; i < delays.length; i++) {
        int next = seen.size() + 1;
        long start = System.nanoTime();
        writer.appender.append(LedgerNode.firstOf("lone " + i, 1));
        await().pollInterval(Duration.ofMillis(1)).until(() -> seen.size() == next);
        delays[i] = System.nanoTime() - start;
      }
      processor.shutDown();

      writer.appender.append(LedgerNode.firstOf("while it was down", 5));
      processor.start();
      await().until(() -> seen.size() == 75);
      cutListenersOff(writer);
      writer.appender.append(LedgerNode.firstOf("unheard", 1));
      await().until(() -> seen.size() == 76);
      processor.shutDown();

      assertThat(seen).containsExactlyElementsOf(LongStream.rangeClosed(1, 76).boxed().toList());
      // Without a wake-up a pooled processor looks every 500 ms, and others once a second.
      assertThat(Duration.ofNanos(LongStream.of(delays).sorted().toArray()[10]))
          .isLessThan(Duration.ofMillis(250));
    }
  }

  private StreamingEventProcessor processor(String kind, LedgerNode node) {
    return kind.equals("tracking")
        ? TrackingEventProcessor.builder()
            .name(kind)
            .eventHandlerInvoker(new Seen())
            .messageSource(node.events)
            .tokenStore(tokens)
            .transactionManager(NoTransactionManager.instance())
            .trackingEventProcessorConfiguration(
                TrackingEventProcessorConfiguration.forSingleThreadedProcessing()
                    .andInitialTrackingToken(source -> source.createTailToken()))
            .build()
        : PooledStreamingEventProcessor.builder()
            .name(kind)
            .eventHandlerInvoker(new Seen())
            .messageSource(node.events)
            .tokenStore(tokens)
            .transactionManager(NoTransactionManager.instance())
            .coordinatorExecutor(threads)
            .workerExecutor(threads)
            .initialSegmentCount(1)
            .initialToken(_ -> new GlobalSequenceTrackingToken(0))
            .build();
  }

  private static void cutListenersOff(LedgerNode node) {
    node.jdbc
        .sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE application_name = 'test-listener'")
        .query()
        .listOfRows();
  }

  private final class Seen implements EventHandlerInvoker {
    @Override
    public boolean canHandle(EventMessage<?> event, Segment segment) {
      return true;
    }

    @Override
    public void handle(EventMessage<?> event, Segment segment) {
      seen.add(((TrackedEventMessage<?>) event).trackingToken().position().orElseThrow());
    }
  }
}
