package dev.keyledger.ledger.reader;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Tells when a change has reached every node that may be answering.
///
/// It looks among the nodes after the change is stored. A node that is counted only later reads the
/// ledger's head later still, and so has the change before it answers.
public final class Confirmations {
  private static final Logger log = LoggerFactory.getLogger(Confirmations.class);

  /// From one look to the next, however many changes wait.
  private static final Duration PAUSE = Duration.ofMillis(2);

  private static final Duration[] TIMES = {
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofSeconds(1),
    Duration.ofSeconds(2),
    Duration.ofSeconds(5)
  };

  private static final String NODES =
      """
      SELECT position, lease_until > clock_timestamp() AS leased FROM ledger.reader
      WHERE serves_until > clock_timestamp()
      """;

  private static final String LAST_CHANGE =
      """
      SELECT position FROM ledger.event
      WHERE aggregate_id = ? ORDER BY sequence_number DESC LIMIT 1
      """;

  private final JdbcClient jdbc;
  private final Duration patience;
  private final SharedLook<List<Node>> nodes;
  private final SharedLook<Long> head;
  private final Timer confirmed;
  private final Timer partial;

  /// @param head reads the position of the last event
  /// @param patience how long a change waits for the nodes
  public Confirmations(
      JdbcClient jdbc, Supplier<Long> head, Duration patience, MeterRegistry meters) {
    this.jdbc = jdbc;
    this.patience = patience;
    this.nodes = new SharedLook<>(this::look, PAUSE);
    this.head = new SharedLook<>(head, PAUSE);
    this.confirmed = timer("confirmed", meters);
    this.partial = timer("partial", meters);
  }

  private static Timer timer(String outcome, MeterRegistry meters) {
    return Timer.builder("keyledger.revocation.confirmation")
        .description("Time from when a change is on disk until the nodes have taken it")
        .tag("outcome", outcome)
        .serviceLevelObjectives(TIMES)
        .register(meters);
  }

  private List<Node> look() {
    return jdbc.sql(NODES).query((row, _) -> new Node(row.getLong(1), row.getBoolean(2))).list();
  }

  /// Waits until every node whose lease runs has taken what last happened to an aggregate.
  ///
  /// @return how it stands then; nothing when PostgreSQL cannot be asked in time
  public Optional<Confirmation> awaitLastChangeOf(String aggregateId) {
    long begun = System.nanoTime();
    var confirmation =
        awaitUntil(begun + patience.toNanos(), deadline -> lastChangeOf(aggregateId, deadline));
    confirmation
        .filter(Confirmation::isComplete)
        .map(_ -> confirmed)
        .orElse(partial)
        .record(Duration.ofNanos(System.nanoTime() - begun));
    return confirmation;
  }

  /// Waits until every node whose lease runs has taken everything that is in the ledger now.
  ///
  /// @return how it stands then; nothing when PostgreSQL cannot be asked in time
  public Optional<Confirmation> awaitEverything() {
    return awaitUntil(System.nanoTime() + patience.toNanos(), head::ask);
  }

  private Optional<Confirmation> awaitUntil(long deadline, Position position) {
    try {
      return Optional.ofNullable(await(position.find(deadline), deadline));
    } catch (DataAccessException | TimeoutException e) {
      log.warn("Whether a change has reached all nodes cannot be found out: {}", e.toString());
      return Optional.empty();
    }
  }

  /// The statement may wait longer for a database that has stopped, on a thread of its own.
  private long lastChangeOf(String aggregateId, long deadline) throws TimeoutException {
    return SharedLook.await(
        CompletableFuture.supplyAsync(
            () -> jdbc.sql(LAST_CHANGE).param(aggregateId).query(Long.class).single(),
            Thread::startVirtualThread),
        deadline);
  }

  private @Nullable Confirmation await(long position, long deadline) {
    List<Node> seen = null;
    try {
      do {
        seen = nodes.ask(deadline);
      } while (seen.stream().anyMatch(node -> node.leased && node.position < position));
    } catch (TimeoutException _) {
      // As it was seen last.
    }
    return seen == null ? null : confirmation(position, seen);
  }

  private static Confirmation confirmation(long position, List<Node> nodes) {
    long confirmed = nodes.stream().filter(node -> node.position >= position).count();
    return new Confirmation(position, Math.toIntExact(confirmed), nodes.size());
  }

  /// What is to be taken.
  private interface Position {
    long find(long deadline) throws TimeoutException;
  }

  /// @param leased whether it has been in contact with the ledger lately
  private record Node(long position, boolean leased) {}
}
