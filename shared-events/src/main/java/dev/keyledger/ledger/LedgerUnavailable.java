package dev.keyledger.ledger;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.TransientDataAccessException;

/// The ledger takes no events now. Nothing was stored; the same command may be sent again.
final class LedgerUnavailable extends TransientDataAccessException {
  private static final long serialVersionUID = 1L;

  private final AppendRefusal reason;

  LedgerUnavailable(AppendRefusal reason, String message) {
    this(reason, message, null);
  }

  LedgerUnavailable(AppendRefusal reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  AppendRefusal reason() {
    return reason;
  }
}
