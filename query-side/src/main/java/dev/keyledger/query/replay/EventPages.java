package dev.keyledger.query.replay;

import dev.keyledger.ledger.LedgerEntry;
import dev.keyledger.ledger.LedgerFeed;
import dev.keyledger.query.view.KeyChange;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Events of the ledger, page by page; the next page is read while the one before is worked on.
final class EventPages implements AutoCloseable {
  private static final int EVENTS = 5000;

  private final ExecutorService reader =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("keyledger-replay-reader").daemon().factory());
  private final LedgerFeed ledger;
  private final long end;
  private Future<List<LedgerEntry>> coming;

  /// @param position the one after which to begin
  /// @param end the last one
  EventPages(LedgerFeed ledger, long position, long end) {
    this.ledger = ledger;
    this.end = end;
    this.coming = reader.submit(() -> read(position));
  }

  /// The next page; empty after the last.
  List<LedgerEntry> next() throws InterruptedException {
    try {
      var page = coming.get();
      if (!page.isEmpty()) {
        long position = page.getLast().position();
        coming = reader.submit(() -> read(position));
      }
      return page;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(e.getCause());
    }
  }

  /// The events of a page are read here, so that whoever works on the page need not.
  private List<LedgerEntry> read(long position) {
    if (position >= end) {
      return List.of();
    }
    var page = ledger.page(position, (int) Math.min(EVENTS, end - position));
    page.forEach(EventPages::requireReadable);
    return page;
  }

  private static void requireReadable(LedgerEntry entry) {
    try {
      KeyChange.of(entry);
    } catch (RuntimeException e) {
      throw new UnreadableEvent(entry.position(), e);
    }
  }

  @Override
  public void close() {
    reader.shutdownNow();
  }
}
