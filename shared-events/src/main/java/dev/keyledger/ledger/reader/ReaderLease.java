package dev.keyledger.ledger.reader;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/// By this a node is counted among those that may be answering, so that changes are confirmed only
/// when they have reached it. For one thread at a time.
///
/// The node must not answer before [#renew] has returned once and it holds everything that is in
/// the ledger then; nor, without another renewal, longer than it was counted for, from the time
/// before the last one was begun.
public final class ReaderLease {
  private static final Logger log = LoggerFactory.getLogger(ReaderLease.class);

  /// The clocks of a node and the database do not go at the same rate: the database counts longer.
  private static final Duration MARGIN = Duration.ofSeconds(1);

  private static final String RENEW =
      """
      INSERT INTO ledger.reader (node, run, position, lease_until, serves_until)
      VALUES (:node, :run, :position,
        clock_timestamp() + make_interval(secs => :lease),
        clock_timestamp() + make_interval(secs => :serves))
      ON CONFLICT (node) DO UPDATE
      SET position = greatest(reader.position, excluded.position),
        lease_until = excluded.lease_until, serves_until = excluded.serves_until
      WHERE reader.run = excluded.run
      """;

  /// What a crash of the database takes back here is said again with the next renewal.
  private static final String REPORT =
      """
      UPDATE ledger.reader SET position = greatest(position, :position)
      WHERE node = :node AND run = :run AND set_config('synchronous_commit', 'off', true) = 'off'
      """;

  private static final String VERIFIERS =
      """
      SELECT count(*) FILTER (WHERE lease_until > clock_timestamp()), count(*)
      FROM ledger.reader WHERE serves_until > clock_timestamp()
      """;

  /// Who goes by the name, and whether changes wait for it.
  private static final String HOLDER =
      """
      SELECT run, lease_until, lease_until > clock_timestamp()
      FROM ledger.reader WHERE node = :node
      """;

  /// A node that logs in to PostgreSQL as somebody else keeps its row.
  private static final String TAKE_NAME =
      "DELETE FROM ledger.reader WHERE node = :node AND run = :run AND lease_until = :lease_until";

  private static final String FORGET_GONE =
      "DELETE FROM ledger.reader WHERE serves_until < clock_timestamp() - interval '1 day'";

  private static final String SURRENDER =
      "DELETE FROM ledger.reader WHERE node = :node AND run = :run";

  /// A lease is renewed so many times while it lasts.
  private static final int RENEWALS = 4;

  /// The most from one renewal to the next, however long the lease is.
  private static final Duration LONGEST = Duration.ofMillis(2500);

  /// A node that answers has renewed its lease after so long, even if a little late.
  private static final Duration WATCH = LONGEST.plusSeconds(1);

  private static final Duration PAUSE = Duration.ofMillis(100);

  private final JdbcClient jdbc;
  private final UUID run = UUID.randomUUID();
  private final Duration lease;
  private final Duration serves;
  private String node;
  private Optional<Holder> holder = Optional.empty();
  private long noted;

  /// @param node its name, which it keeps when it is started again
  /// @param lease how long changes wait for the node after a renewal
  /// @param serves how long the node may go on answering after a renewal, at least the lease
  public ReaderLease(JdbcClient jdbc, String node, Duration lease, Duration serves) {
    this.jdbc = jdbc;
    this.node = node;
    this.lease = lease;
    this.serves = serves;
  }

  /// From one renewal to the next.
  public Duration interval() {
    var share = lease.dividedBy(RENEWALS);
    return share.compareTo(LONGEST) < 0 ? share : LONGEST;
  }

  /// Notes who goes by the name, for [#takeName].
  ///
  /// @throws org.springframework.dao.DataAccessException when PostgreSQL cannot be asked
  public void noteHolder() {
    surrender();
    holder = holder();
    noted = System.nanoTime();
  }

  /// Takes the name over from an earlier run of this node, which answers no more, and forgets those
  /// that are gone. Where somebody else's node goes by the name, this one takes another.
  ///
  /// A node that answers renews its lease: an earlier run that did not surrender it is watched for
  /// as long as that takes since its row was noted, and only then taken for dead.
  ///
  /// @throws org.springframework.dao.DataAccessException when PostgreSQL cannot be asked
  public void takeName() {
    holder.filter(this::isDead).ifPresent(this::forget);
    jdbc.sql(FORGET_GONE).update();
    if (holder().isPresent()) {
      takeAnotherName();
    }
  }

  /// What has run out was not renewed, and need not be watched.
  private boolean isDead(Holder earlier) {
    boolean unchanged = holder().filter(earlier::isUnchanged).isPresent();
    while (unchanged && earlier.leased() && System.nanoTime() - noted < WATCH.toNanos()) {
      LockSupport.parkNanos(PAUSE.toNanos());
      unchanged = holder().filter(earlier::isUnchanged).isPresent();
    }
    return unchanged;
  }

  private void forget(Holder earlier) {
    jdbc.sql(TAKE_NAME)
        .param("node", node)
        .param("run", earlier.run())
        .param("lease_until", earlier.leaseUntil())
        .update();
  }

  private Optional<Holder> holder() {
    return jdbc.sql(HOLDER)
        .param("node", node)
        .query((row, _) ->
            new Holder(
                row.getObject(1, UUID.class),
                row.getObject(2, OffsetDateTime.class),
                row.getBoolean(3)))
        .optional();
  }

  /// Has the node counted from now on for as long as the lease, and for as long as it serves.
  ///
  /// @param position up to which the node holds everything
  /// @throws org.springframework.dao.DataAccessException when PostgreSQL cannot be asked
  public void renew(long position) {
    if (tryToRenew(position)) {
      return;
    }
    takeAnotherName();
    tryToRenew(position);
  }

  private void takeAnotherName() {
    String taken = node;
    node = taken + "#" + run;
    log.error(
        "Another node runs under the name {}: this one goes on as {}. Give each its own"
            + " keyledger.verification.node: otherwise a change may be confirmed too early",
        taken,
        node);
  }

  /// @return whether the name is this run's
  private boolean tryToRenew(long position) {
    return jdbc.sql(RENEW)
            .param("node", node)
            .param("run", run)
            .param("position", position)
            .param("lease", seconds(lease.plus(MARGIN)))
            .param("serves", seconds(serves.plus(MARGIN)))
            .update()
        > 0;
  }

  /// The nodes that may be answering now, this one among them.
  ///
  /// @throws org.springframework.dao.DataAccessException when PostgreSQL cannot be asked
  public Verifiers verifiers() {
    return jdbc.sql(VERIFIERS)
        .query((row, _) -> new Verifiers(row.getInt(1), row.getInt(2) - row.getInt(1)))
        .single();
  }

  /// Says at once how far the node has come: somebody may be waiting for it.
  ///
  /// @throws org.springframework.dao.DataAccessException when PostgreSQL cannot be asked
  public void report(long position) {
    jdbc.sql(REPORT).param("node", node).param("run", run).param("position", position).update();
  }

  /// Says that the node answers no more.
  ///
  /// @throws org.springframework.dao.DataAccessException when PostgreSQL cannot be asked
  public void surrender() {
    jdbc.sql(SURRENDER).param("node", node).param("run", run).update();
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  /// A run that goes by a name.
  ///
  /// @param leased whether changes wait for it
  private record Holder(UUID run, OffsetDateTime leaseUntil, boolean leased) {
    boolean isUnchanged(Holder since) {
      return run.equals(since.run) && leaseUntil.equals(since.leaseUntil);
    }
  }
}
