package dev.keyledger.ledger;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.TransientDataAccessException;

/// The ledger takes no events now. Nothing was stored; the same command may be sent again.
final class LedgerUnavailable extends TransientDataAccessException {
  private static final long serialVersionUID = 1L;

  LedgerUnavailable(String reason) {
    this(reason, null);
  }

  LedgerUnavailable(String reason, @Nullable Throwable cause) {
    super(reason, cause);
  }
}
