package dev.keyledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.keyledger.ledger.proof.Hash;
import dev.keyledger.ledger.proof.TreeEdge;
import dev.keyledger.story.Apart;
import dev.keyledger.story.OutsidePostgres;
import dev.keyledger.story.Thorough;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;

/// Two nodes append to one ledger while everything around them fails: what they said stays true.
@Apart
@Thorough
final class LedgerUnderFireTest {
  private static final int WRITERS = 8;
  private static final int BLOWS = 6;

  /// Refuses, when it is too late for anything but the commit, what asks for it.
  private static final String FAIL_AT_COMMIT =
      """
      CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'the commit fails'; END $$;
      CREATE CONSTRAINT TRIGGER fails_at_commit AFTER INSERT ON ledger.event
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
        WHEN (NEW.aggregate_type = 'FailsAtCommit') EXECUTE FUNCTION fail();
      """;

  private final Set<String> stored = ConcurrentHashMap.newKeySet();
  private final Set<String> absent = ConcurrentHashMap.newKeySet();

  /// Of each command, its events.
  private final Set<List<String>> unknown = ConcurrentHashMap.newKeySet();

  private volatile boolean over;
  private volatile long end = Long.MAX_VALUE;

  @ParameterizedTest
  @Timeout(120)
  @ValueSource(longs = {1, 2})
  void whatWasAnsweredIsTrue(long seed, @TempDir Path directory) throws Exception {
    try (var postgres = OutsidePostgres.start(directory.resolve("postgres"))) {
      var database = Databases.migrated(postgres);
      try (var one = LedgerNode.on(database);
          var two = LedgerNode.on(database);
          var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        one.jdbc.sql(FAIL_AT_COMMIT).update();
        var nodes = List.of(one, two);
        var seen = nodes.stream().map(node -> threads.submit(() -> follow(node))).toList();
        var writers = new ArrayList<Future<?>>();
        for (int i = 0; i < WRITERS; i++) {
          var dice = new Random(31 * seed + i);
          writers.add(threads.submit(() -> write(nodes, dice)));
        }

        try (AutoCloseable _ = () -> over = true) {
          strike(postgres, one, new Random(seed));
        }
        for (Future<?> writer : writers) {
          writer.get();
        }

        // The pool may need a moment longer than the writer to connect again.
        end = await().ignoreExceptions().until(one.reader::head, head -> head > 0);

        assertThatTheLedgerIsWhole(one);
        for (var events : seen) {
          assertThat(events.get()).isEqualTo(ids(one));
        }
      }
    }
  }

  /// Reads everything once, from where it had come to whenever the database went away.
  private List<String> follow(LedgerNode node) throws InterruptedException {
    var seen = new ArrayList<String>();
    while (seen.size() < end) {
      try (var stream = node.events.openStream(new GlobalSequenceTrackingToken(seen.size()))) {
        while (seen.size() < end) {
          if (stream.hasNextAvailable(100, TimeUnit.MILLISECONDS)) {
            var event = stream.nextAvailable();
            seen.add(event.getIdentifier());
            assertThat(event.trackingToken().position()).hasValue(seen.size());
          }
        }
      } catch (DataAccessException _) {
        LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      }
    }
    return seen;
  }

  private void write(List<LedgerNode> nodes, Random dice) {
    while (!over) {
      var node = nodes.get(dice.nextInt(nodes.size()));
      var events = events(dice);
      var ids = events.stream().map(NewEvent::eventId).toList();
      try {
        node.appender.append(events);
        stored.addAll(ids);
      } catch (EventsRefused | LedgerUnavailable _) {
        absent.addAll(ids);
      } catch (OutcomeUnknown _) {
        unknown.add(ids);
      }
    }
  }

  /// New aggregates, and some that many want to be the first to make.
  private static List<NewEvent> events(Random dice) {
    String id = dice.nextInt(4) == 0 ? "contested " + dice.nextInt(100) : "" + UUID.randomUUID();
    return LedgerNode.firstOf(id, 1 + dice.nextInt(3));
  }

  private void strike(OutsidePostgres postgres, LedgerNode node, Random dice) throws IOException {
    for (int i = 0; i < BLOWS; i++) {
      LockSupport.parkNanos(Duration.ofMillis(100 + dice.nextInt(300)).toNanos());
      switch (dice.nextInt(4)) {
        case 0 -> postgres.crash();
        case 1 -> failACommit(node);
        default -> terminateWriters(node);
      }
    }
    await().until(() -> succeeds(() -> node.appender.append(LedgerNode.firstOf("the last", 1))));
  }

  private static void terminateWriters(LedgerNode node) {
    succeeds(() ->
        node.jdbc
            .sql(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE application_name = 'keyledger writer'")
            .query()
            .listOfRows());
  }

  private void failACommit(LedgerNode node) {
    var e = LedgerNode.event("fails " + UUID.randomUUID(), 0);
    absent.add(e.eventId());
    succeeds(() ->
        node.appender.append(
            List.of(
                new NewEvent(
                    e.eventId(),
                    e.aggregateId(),
                    "FailsAtCommit",
                    0,
                    "test.failed",
                    "1",
                    "{}",
                    "{}"))));
  }

  private static boolean succeeds(Runnable action) {
    try {
      action.run();
      return true;
    } catch (RuntimeException _) {
      return false;
    }
  }

  private void assertThatTheLedgerIsWhole(LedgerNode node) {
    var events = node.reader.after(0, Integer.MAX_VALUE);
    var ids = events.stream().map(event -> event.event().eventId()).toList();
    assertThat(ids).doesNotHaveDuplicates().containsAll(stored).doesNotContainAnyElementsOf(absent);
    assertThat(stored).hasSizeGreaterThan(100);
    assertThat(absent).isNotEmpty();
    assertThat(unknown)
        .allMatch(command -> ids.containsAll(command) || Collections.disjoint(ids, command));

    var edge = TreeEdge.EMPTY;
    var time = Instant.MIN;
    for (StoredEvent event : events) {
      assertThat(event.position()).isEqualTo(edge.size() + 1);
      assertThat(event.leafHash()).isEqualTo(event.computedLeaf());
      assertThat(event.occurredAt()).isAfterOrEqualTo(time);
      edge = edge.plus(event.computedLeaf());
      time = event.occurredAt();
    }
    assertThat(root(node)).isEqualTo(edge.root());
  }

  private static Hash root(LedgerNode node) {
    return node.jdbc
        .sql("SELECT position, edge FROM ledger.head")
        .query((row, _) -> TreeEdge.of(row.getLong(1), row.getBytes(2)))
        .single()
        .root();
  }

  private static List<String> ids(LedgerNode node) {
    return node.reader.after(0, Integer.MAX_VALUE).stream()
        .map(event -> event.event().eventId())
        .toList();
  }
}
