package dev.keyledger.query.authentication;

import org.springframework.dao.TransientDataAccessResourceException;

/// So many questions wait for the ledger that this one is turned away.
final class TooManyWait extends TransientDataAccessResourceException {
  private static final long serialVersionUID = 1L;

  TooManyWait() {
    super("too many questions wait for the ledger");
  }
}
