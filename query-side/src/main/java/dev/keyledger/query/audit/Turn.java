package dev.keyledger.query.audit;

import dev.keyledger.ledger.LedgerEntry;
import dev.keyledger.query.view.KeyStatus;
import java.time.Instant;

/// A moment from which on a key was something else than before.
///
/// @param status what it was from then on
/// @param since the moment
/// @param decisive the event that made it so; where the clock did, the event that set it
record Turn(KeyStatus status, Instant since, LedgerEntry decisive) {
  boolean valid() {
    return status == KeyStatus.ACTIVE;
  }
}
