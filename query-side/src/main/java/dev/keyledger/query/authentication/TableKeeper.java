package dev.keyledger.query.authentication;

import dev.keyledger.ledger.LedgerEntry;
import dev.keyledger.ledger.LedgerFeed;
import dev.keyledger.ledger.LedgerMeters;
import dev.keyledger.ledger.ReaderProgress;
import dev.keyledger.ledger.proof.Hash;
import dev.keyledger.ledger.reader.ReaderLease;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Loads this node's [LookupTable] when the node starts, and keeps it: it follows the ledger with a
/// position of its own, which no other node can hold up.
///
/// What fails is tried again until it succeeds.
@Component("lookup")
final class TableKeeper implements SmartLifecycle, HealthIndicator {
  private static final Logger log = LoggerFactory.getLogger(TableKeeper.class);

  /// How long it waits for events before it sees whether it is to stop.
  private static final Duration WAIT = Duration.ofMillis(200);

  private static final long NOT_ASKED = -1;

  private static final Duration PAUSE = Duration.ofMillis(200);

  private final LedgerFeed ledger;
  private final StoredTable stored;
  private final LookupTable table;
  private final VerificationTerms terms;
  private final ReaderLease lease;
  private final Clock clock;
  private final TableEvents events;
  private final TableReload reload;
  private final LoadProgress progress;
  private final LeaseMeters leases;
  private final ReaderProgress seen;
  private volatile long position = -1;

  /// Of the event at the position: by it is seen that the ledger is still the one that was read.
  private Optional<Hash> last = Optional.empty();

  private volatile @Nullable Moment freshAsOf;
  private Moment asked;
  private long head = NOT_ASKED;
  private boolean someoneWaits;
  private volatile boolean running;
  private @Nullable Thread thread;

  TableKeeper(
      LedgerFeed ledger,
      StoredTable stored,
      LookupTable table,
      TableEvents events,
      TableReload reload,
      VerificationTerms terms,
      JdbcClient jdbc,
      Clock clock,
      LedgerMeters readers,
      LeaseMeters leases,
      LoadProgress progress) {
    this.terms = terms;
    this.clock = clock;
    this.asked = Moment.now(clock);
    this.lease = new ReaderLease(jdbc, terms.node(), terms.lease(), terms.serves());
    this.ledger = ledger;
    this.stored = stored;
    this.table = table;
    this.events = events;
    this.reload = reload;
    this.leases = leases;
    this.progress = progress;
    this.seen = readers.reader("lookup-table");
  }

  /// The position of the ledger up to which everything is in the table; -1 while it is being
  /// loaded.
  long position() {
    return position;
  }

  /// Whether the table holds everything that was in the ledger some time ago, and that is not too
  /// long. Otherwise a key that is good in it may have ended since.
  boolean isCurrent() {
    Moment moment = freshAsOf;
    return moment != null && !moment.isLongerAgoThan(terms.serves(), clock);
  }

  /// Up when keys can be verified: from the time when the table has been loaded, unless the ledger
  /// has been out of reach for too long.
  @Override
  public Health health() {
    return (isCurrent() ? Health.up() : Health.down()).build();
  }

  @Override
  public void start() {
    running = true;
    thread = Thread.ofPlatform().name("keyledger-lookup").daemon().start(this::run);
  }

  private void run() {
    boolean failing = false;
    while (running) {
      try {
        if (position < 0) {
          load();
        }
        follow();
        failing = false;
      } catch (InterruptedException _) {
        running = false;
      } catch (RuntimeException | Error e) {
        if (!failing) {
          log.warn("The table of keys stands still and tries on", e);
        }
        failing = true;
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  private void load() {
    lease.noteHolder();
    reload.begin();
    long begun = System.nanoTime();
    var loaded = new LookupTable();
    long end = stored.loadInto(loaded, progress);
    lease.takeName();
    last = ledger.leafHash(end);
    table.become(loaded);
    position = end;
    seen.reached(end);
    log.info(
        "{} keys are in memory after {} ms",
        table.size(),
        Duration.ofNanos(System.nanoTime() - begun).toMillis());
  }

  private void follow() throws InterruptedException {
    if (head == NOT_ASKED && isRenewalDue()) {
      requireSame(ledger.leafHash(position));
      var now = Moment.now(clock);
      lease.renew(position);
      leases.renewed(now, lease.verifiers());
      reload.look();
      long end = ledger.head();
      requireSame(ledger.leafHash(position));
      head = end;
      asked = now;
      noteFreshness();
    }
    var page = ledger.after(position, WAIT);
    if (!page.isEmpty()) {
      requireSame(ledger.leafHashBefore(page, position));
      seen.begun(page.getFirst().occurredAt());
      page.forEach(this::apply);
      seen.reached(position);
    }
    long reloaded = reload.replace(table, position);
    if (reloaded > position) {
      last = ledger.leafHash(reloaded);
      position = reloaded;
    }
    noteFreshness();
    if (someoneWaits) {
      lease.report(position);
      someoneWaits = false;
    }
  }

  /// Another event at the position than the one that was read: a backup was restored, or a standby
  /// took over that lacked the last commits. What is in the table may not have happened, and what
  /// has these positions now is not in it: nobody is let in until it is loaded anew.
  private void requireSame(Optional<Hash> now) {
    if (!now.equals(last)) {
      freshAsOf = null;
      head = NOT_ASKED;
      long before = position;
      position = -1;
      table.become(new LookupTable());
      throw new IllegalStateException(
          "the event at position %d is not the one that was read: the ledger was set back"
              .formatted(before));
    }
  }

  private void apply(LedgerEntry entry) {
    someoneWaits |= events.apply(entry, table);
    last = Optional.of(entry.leafHash());
    position = entry.position();
  }

  private boolean isRenewalDue() {
    return freshAsOf == null || asked.isLongerAgoThan(lease.interval(), clock);
  }

  /// The table holds everything that was in the ledger when it was asked for its head, and the node
  /// had been counted before. The lease is not renewed before that is so.
  private void noteFreshness() {
    if (head != NOT_ASKED && position >= head) {
      freshAsOf = asked;
      head = NOT_ASKED;
    }
  }

  @Override
  public void stop() {
    running = false;
    try {
      Objects.requireNonNull(thread, "started").join();
      freshAsOf = null;
      lease.surrender();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (DataAccessException e) {
      log.info("This node is counted until its lease has run out: {}", e.toString());
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /// Stops before the database does, after the doors are closed.
  @Override
  public int getPhase() {
    return 0;
  }
}
