package dev.keyledger.ledger;

import dev.keyledger.ledger.proof.Hash;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.axonframework.serialization.Serializer;

/// The ledger for a reader that keeps what it makes of the events in its own memory, and so knows
/// itself how far it has come.
///
/// It hears of new events as soon as anybody on this node does. Nothing is held in the database
/// from one page to the next.
///
/// Readers that keep up with the ledger all want the same events at the same time: one of them
/// reads, and what it has read is for all, as are the events that were made of the texts.
public final class LedgerFeed {
  private static final int PAGE = 1000;

  /// How long events are shared. Whoever comes to them later reads them anew: the database may have
  /// been set back to a backup meanwhile.
  private static final Duration SHARED = Duration.ofSeconds(1);

  private final LedgerReader reader;
  private final Tail tail;
  private final Serializer serializer;
  private final ReentrantLock reading = new ReentrantLock();
  private volatile Newest newest = new Newest(List.of(), 0);

  LedgerFeed(LedgerReader reader, Tail tail, Serializer serializer) {
    this.reader = reader;
    this.tail = tail;
    this.serializer = serializer;
  }

  /// The next events after `position`, or none when none comes within `patience`.
  ///
  /// @throws org.springframework.dao.DataAccessException when PostgreSQL cannot be asked
  /// @throws IllegalStateException when one is missing: somebody has removed it
  public List<LedgerEntry> after(long position, Duration patience) throws InterruptedException {
    if (!tail.awaitAfter(position, patience.toNanos(), TimeUnit.NANOSECONDS)) {
      return List.of();
    }
    var events = tail.position() - position > PAGE ? page(position, PAGE) : newest(position);
    if (events.isEmpty()) {
      Thread.sleep(patience);
    }
    return events;
  }

  /// What another reader has read is looked at again once the lock is there: it may be the one that
  /// held it.
  private List<LedgerEntry> newest(long position) throws InterruptedException {
    var known = newest.after(position);
    if (known.isEmpty()) {
      reading.lockInterruptibly();
      try {
        known = newest.after(position);
        if (known.isEmpty()) {
          long begun = System.nanoTime();
          // With the event before them, by which a reader knows that they follow what it has.
          var read = new Newest(page(Math.max(position - 1, 0), PAGE + 1), begun);
          newest = read;
          known = read.following(position);
        }
      } finally {
        reading.unlock();
      }
    }
    return known;
  }

  /// The next events after `position` that are there now, at most `limit`.
  ///
  /// @throws org.springframework.dao.DataAccessException when PostgreSQL cannot be asked
  /// @throws IllegalStateException when one is missing: somebody has removed it
  public List<LedgerEntry> page(long position, int limit) {
    return reader.after(position, limit).stream()
        .map(stored -> new LedgerEntry(stored, serializer))
        .toList();
  }

  /// The leaf hash of the event at `position`, if there is one now.
  ///
  /// @throws org.springframework.dao.DataAccessException when PostgreSQL cannot be asked
  public Optional<Hash> leafHash(long position) {
    return reader.at(List.of(position)).stream().findFirst().map(StoredEvent::leafHash);
  }

  /// The leaf hash of the event at `position`, as it was read together with those after it that
  /// [#after] has given last; of now, where they were read without it.
  ///
  /// @throws org.springframework.dao.DataAccessException when PostgreSQL cannot be asked
  public Optional<Hash> leafHashBefore(List<LedgerEntry> page, long position) {
    return newest.before(page).map(LedgerEntry::leafHash).or(() -> leafHash(position));
  }

  /// Whether the ledger ends before `position`, as far as this node has heard: it was set back.
  public boolean endsBefore(long position) {
    return tail.position() < position;
  }

  /// The position of the last event, 0 when there is none; one round trip to PostgreSQL. Readers
  /// hear of it, if nobody has told them yet.
  ///
  /// @throws org.springframework.dao.DataAccessException when PostgreSQL cannot be asked
  public long head() {
    long head = reader.head();
    tail.advanceTo(head);
    return head;
  }

  /// Events that follow each other.
  ///
  /// @param since when they were read, by [System#nanoTime]
  private record Newest(List<LedgerEntry> entries, long since) {

    /// The one before a page that came from these.
    Optional<LedgerEntry> before(List<LedgerEntry> page) {
      int at = page.isEmpty() ? 0 : entries.indexOf(page.getFirst());
      return at > 0 ? Optional.of(entries.get(at - 1)) : Optional.empty();
    }

    /// Those after `position`, if the next one is among them and they may still be shared.
    List<LedgerEntry> after(long position) {
      return System.nanoTime() - since > SHARED.toNanos() ? List.of() : following(position);
    }

    /// The same, however old they are.
    List<LedgerEntry> following(long position) {
      if (entries.isEmpty()) {
        return List.of();
      }
      long known = position + 1 - entries.getFirst().position();
      return known < 0 || known >= entries.size()
          ? List.of()
          : entries.subList(Math.toIntExact(known), entries.size());
    }
  }
}
