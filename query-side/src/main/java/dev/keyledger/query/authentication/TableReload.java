package dev.keyledger.query.authentication;

import dev.keyledger.ledger.LedgerFeed;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Loads the table once more, beside the one in use, when a replay has found that its durable copy
/// held something else than it should. For the one thread that keeps the table.
///
/// Meanwhile there are two of them in memory.
@Component
final class TableReload {
  private static final Logger log = LoggerFactory.getLogger(TableReload.class);

  private static final int PAGE = 1000;

  private final StoredTable stored;
  private final LedgerFeed ledger;
  private final TableEvents events;
  private long generation;
  private @Nullable CompletableFuture<Loaded> loading;

  TableReload(StoredTable stored, LedgerFeed ledger, TableEvents events) {
    this.stored = stored;
    this.ledger = ledger;
    this.events = events;
  }

  /// Notes what is about to be loaded, and forgets what was under way.
  void begin() {
    loading = null;
    generation = stored.generation();
  }

  /// Begins to load, if that is necessary and not under way.
  void look() {
    if (loading == null && stored.generation() != generation) {
      long replaced = stored.generation();
      log.warn("The table of keys is loaded again: its copy in PostgreSQL was replaced");
      loading =
          CompletableFuture.supplyAsync(
              this::load, Thread.ofPlatform().name("keyledger-lookup-reload").daemon()::start);
      generation = replaced;
    }
  }

  private Loaded load() {
    var table = new LookupTable();
    long position = stored.loadInto(table, new LoadProgress());
    for (var page = ledger.page(position, PAGE);
        !page.isEmpty();
        page = ledger.page(position, PAGE)) {
      page.forEach(entry -> events.apply(entry, table));
      position = page.getLast().position();
    }
    return new Loaded(table, position);
  }

  /// Puts the table that was loaded in the place of `table`, once it is whole.
  ///
  /// @param position up to which `table` holds everything
  /// @return up to which it does now, never less
  long replace(LookupTable table, long position) {
    if (loading == null || !loading.isDone()) {
      return position;
    }
    try {
      Loaded loaded = loading.join();
      long reached = loaded.position();
      while (reached < position) {
        var page = ledger.page(reached, PAGE);
        page.forEach(entry -> events.apply(entry, loaded.table()));
        reached = page.getLast().position();
      }
      table.become(loaded.table());
      loading = null;
      log.info("{} keys are in memory, loaded again", table.size());
      return reached;
    } catch (CompletionException e) {
      loading = null;
      generation = -1; // to be tried again
      throw new IllegalStateException("the table of keys cannot be loaded again", e);
    }
  }

  /// @param position up to which everything is in the table
  private record Loaded(LookupTable table, long position) {}
}
