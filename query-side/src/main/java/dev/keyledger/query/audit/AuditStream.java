package dev.keyledger.query.audit;

import dev.keyledger.ledger.LedgerEntry;
import dev.keyledger.ledger.LedgerFeed;
import dev.keyledger.ledger.proof.Hash;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Writes the ledger to whoever reads along, first what there is, then what comes.
///
/// A page is read, and written before the next is read: a slow reader costs a page of memory and
/// nothing in the database.
@Component
final class AuditStream {
  private static final Logger log = LoggerFactory.getLogger(AuditStream.class);
  private static final Duration PATIENCE = Duration.ofMillis(500);

  /// So many times nothing comes before there is a heart-beat, every five seconds. It also finds
  /// out that the reader is gone: the first that is sent to nobody is refused, the second fails.
  private static final int QUIET_TURNS = 10;

  private final LedgerFeed feed;
  private volatile boolean closing;

  AuditStream(LedgerFeed feed) {
    this.feed = feed;
  }

  /// Writes everything after `position`, until the key is no longer good or the service stops; or
  /// until the ledger is set back, since what has the next positions then does not follow what was
  /// written.
  ///
  /// @throws IOException when the reader is gone
  void write(
      long position,
      String source,
      StreamFormat format,
      boolean provable,
      Credential credential,
      OutputStream out)
      throws IOException, InterruptedException {
    long last = position;
    var hash = feed.leafHash(position);
    int quiet = 0;
    while (!closing && credential.isGood()) {
      List<LedgerEntry> page = feed.after(last, PATIENCE);
      if (!isNext(page, last, hash)) {
        log.warn("A stream ends at {}: the ledger was set back", last);
        return;
      }
      for (LedgerEntry entry : page) {
        if (closing || !credential.isGood()) {
          return;
        }
        format.write(entry.line(source), provable, out);
        last = entry.position();
        hash = Optional.of(entry.leafHash());
      }
      quiet = page.isEmpty() ? quiet + 1 : 0;
      if (quiet == QUIET_TURNS) {
        format.beat(out);
        quiet = 0;
      }
      out.flush();
    }
  }

  /// Whether a page follows the event that was written last.
  private boolean isNext(List<LedgerEntry> page, long last, Optional<Hash> hash) {
    if (page.isEmpty()) {
      return !feed.endsBefore(last) || feed.leafHash(last).equals(hash);
    }
    return feed.leafHashBefore(page, last).equals(hash);
  }

  /// Streams have no end of their own, and a service that stops waits for its requests.
  @EventListener(ContextClosedEvent.class)
  void close() {
    closing = true;
  }
}
